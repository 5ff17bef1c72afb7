// Checks of a screen that axe-core does not make. Each returns a list of texts, empty if the screen is in order.
(() => {
  const INTERACTIVE =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex]:not([tabindex='-1'])";
  const MINIMUM = 24;
  const MOST = 80; // elements that get the focus; those of a long list are alike

  const name = (element) => {
    const text = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim();
    return `<${element.tagName.toLowerCase()}> ${text.replace(/\s+/g, " ").slice(0, 60)}`;
  };
  const visible = (element) =>
    element.checkVisibility({ opacityProperty: false, visibilityProperty: true, contentVisibilityAuto: true });
  const root = () => document.querySelector("dialog:modal") ?? document;
  const interactive = () => [...root().querySelectorAll(INTERACTIVE)].filter((e) => visible(e) && !e.closest("[inert]"));

  // A checkbox or radio is as large as its label, which reacts to the same press.
  const box = (element) => {
    const label = element.matches("input") ? element.labels?.[0] : undefined;
    return [element, label].filter(Boolean).map((e) => e.getBoundingClientRect());
  };
  const isInText = (element) =>
    element.matches("a") &&
    getComputedStyle(element).display === "inline" &&
    element.parentElement.textContent.trim() !== element.textContent.trim();

  // A target can be larger than its element: a pseudo-element can stretch a link over its card.
  const isLarge = (element) =>
    box(element).some(({ width, height }) => width >= MINIMUM - 0.5 && height >= MINIMUM - 0.5) || isPressedAround(element);
  const isPressedAround = (element) => {
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const reach = (dx, dy) => {
      let pixels = 0;
      while (pixels < MINIMUM && isAt(element, x + dx * (pixels + 1), y + dy * (pixels + 1))) pixels += 1;
      return pixels;
    };
    return reach(-1, 0) + 1 + reach(1, 0) >= MINIMUM && reach(0, -1) + 1 + reach(0, 1) >= MINIMUM;
  };

  const smallTargets = () => {
    const [x, y] = [scrollX, scrollY];
    const found = interactive()
      .filter((element) => !isInText(element) && !isLarge(element))
      .map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return `${name(element)}: ${Math.round(width)} × ${Math.round(height)} px`;
      });
    scrollTo(x, y);
    return found;
  };

  const covered = () => {
    const before = document.activeElement;
    const [x, y] = [scrollX, scrollY];
    const all = interactive();
    const some = all.length > MOST ? [...all.slice(0, MOST / 2), ...all.slice(-MOST / 2)] : all;
    const found = some.filter((element) => element.tabIndex >= 0 && !element.disabled && isCovered(element)).map(name);
    before?.focus?.({ preventScroll: true });
    scrollTo(x, y);
    return found;
  };
  const isCovered = (element) => {
    element.focus();
    if (document.activeElement !== element) return false;
    return !box(element).some((rectangle) => points(rectangle).some(([x, y]) => isAt(element, x, y)));
  };
  const points = ({ left, top, width, height }) =>
    [0.5, 0.1, 0.9].flatMap((part) => [0.5, 0.1, 0.9].map((other) => [left + width * part, top + height * other]));
  const isAt = (element, x, y) => {
    const found = document.elementFromPoint(x, y);
    return found && (element.contains(found) || [...(element.labels ?? [])].some((label) => label.contains(found)));
  };

  const overflow = () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide on ${clientWidth} px`] : [];
    for (const dialog of document.querySelectorAll("dialog[open]")) {
      if (dialog.scrollWidth > dialog.clientWidth) found.push(`a dialog is ${dialog.scrollWidth} px wide`);
    }
    return found;
  };

  // Text that is cut off: its box hides what does not fit. Text for screen readers only is 1 px large on purpose.
  const clipped = () =>
    [...root().querySelectorAll("*")]
      .filter((e) => [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
      .filter((e) => visible(e) && e.clientWidth > 1 && e.clientHeight > 1)
      .filter((e) => {
        const { overflowX, overflowY } = getComputedStyle(e);
        const hides = (value) => value === "hidden" || value === "clip";
        return (
          (hides(overflowX) && e.scrollWidth > e.clientWidth + 1) || (hides(overflowY) && e.scrollHeight > e.clientHeight + 1)
        );
      })
      .map((element) => `${name(element)}: cut off`);

  return { smallTargets: smallTargets(), clipped: clipped(), overflow: overflow(), covered: covered() };
})();
