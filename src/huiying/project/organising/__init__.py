"""人员与岗位 · Who works here and which posts they hold, on the desk of who gives them."""
