"""The channel of files: letters kept in a workbook, a CSV or JSON lines; a bad row stays behind with its reason."""
