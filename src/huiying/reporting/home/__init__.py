"""首页 · What a person sees first, by what their posts open."""
