"""登录 · How somebody proves who they are before they enter: passwords, second factors, single sign-on, and
the sessions that follow. What a person may do once they are in is told by `people`.
"""
