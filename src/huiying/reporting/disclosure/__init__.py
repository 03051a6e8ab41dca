"""依申请公开文书 · The papers of a disclosure request as official documents."""
