"""年度报告填报 · Where the office enters what only it knows of its year, and takes the report to the portal."""
