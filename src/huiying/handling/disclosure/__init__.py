"""依申请公开 · What a disclosure request needs beside any other case: its steps, papers, copies and register."""
