"""The verbs of signing in: second factors, sessions, passwords, bindings to single sign-on."""
