"""网站巡检 · The site as an inspector would find it: one function a rule, each with what it found and where.

Rules and figures: 政府网站与政务新媒体检查指标 (国办秘函〔2019〕19号), in `figures.toml`; what only the office's own
use needs (words, personal data, dead links) stands beside them, with points that no rule fixes.
"""
