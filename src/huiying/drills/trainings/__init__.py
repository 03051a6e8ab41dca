"""培训登记 · The desk's pages of the training register, which the people room keeps."""
