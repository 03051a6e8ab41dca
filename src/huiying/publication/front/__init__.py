"""The portal's front: what is the same for everybody is kept ready, until anything of it changes."""
