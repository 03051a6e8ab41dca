"""What people see of publication, a file for each noun."""
