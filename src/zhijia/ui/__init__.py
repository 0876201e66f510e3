"""The design system: tokens, components, page shell. No models, no business word (house.md, floors)."""
