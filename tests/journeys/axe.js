// Evaluated in a page where axe stands: what axe finds, the contrast of each look only where no earlier page had that look.
// A look is all that contrast depends on: the colours of a text and of what lies behind it, its size and weight.
// Of a long table or list the first rows are read: those that follow are written by the same lines of a template.
async ({ options, contrast, seen }) => {
  const FURTHER = "tbody > tr:nth-of-type(n + 31), article:nth-of-type(n + 9)";
  const behind = new Map();

  const layerOf = (element) => {
    if (!element) return "";
    if (!behind.has(element)) {
      const style = getComputedStyle(element);
      const own = [
        style.backgroundColor === "rgba(0, 0, 0, 0)" ? "" : style.backgroundColor,
        style.backgroundImage === "none" ? "" : style.backgroundImage,
        style.opacity === "1" ? "" : style.opacity,
        style.filter === "none" ? "" : style.filter,
        style.mixBlendMode === "normal" ? "" : style.mixBlendMode,
        ["static", "relative"].includes(style.position) ? "" : `${style.position} ${element.tagName}.${element.className}`,
      ].filter(Boolean).join(" ");
      const above = layerOf(element.parentElement);
      behind.set(element, own ? `${above} > ${own}` : above);
    }
    return behind.get(element);
  };

  const says = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const isOff = (element) =>
    Boolean((element.control ?? element).matches(":disabled") || element.closest("[aria-disabled=true], [inert]"));

  const lookOf = (element) => {
    const { color, fontSize, fontWeight, fontFamily, textShadow } = getComputedStyle(element);
    return [color, fontSize, fontWeight, fontFamily, textShadow, isOff(element), layerOf(element)].join(" | ");
  };

  const isShown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  const known = new Set(seen);
  const fresh = new Map();
  for (const element of contrast ? document.body.querySelectorAll("*") : []) {
    if (says(element) && isShown(element)) {
      const look = lookOf(element);
      if (!known.has(look) && !fresh.has(look)) fresh.set(look, element);
    }
  }

  const told = fresh.size
    ? await axe.run({ include: [...fresh.values()] }, { ...contrast, resultTypes: ["violations"] })
    : { violations: [] };
  for (const row of document.querySelectorAll(FURTHER)) row.remove();
  const found = options ? await axe.run(document, { resultTypes: ["violations"], ...options }) : { violations: [] };
  return { violations: [...found.violations, ...told.violations], looks: [...fresh.keys()] };
};
