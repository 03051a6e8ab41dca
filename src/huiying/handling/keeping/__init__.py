"""个人信息 · What is kept of the people in a case, for how long, and how it leaves."""
