// What the browser tests measure on a page, each as a list of what is wrong.
({
  // Words whose contrast with what lies behind them is under WCAG 2.2 AA: 4.5, or 3 when large.
  contrast() {
    const rgb = (text) => (text.match(/[\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => {
      const part = (value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const color = rgb(getComputedStyle(at).backgroundColor);
        if (color.length === 3 || color[3] === 1) return color.slice(0, 3);
      }
      return [255, 255, 255];
    };
    const wrong = [];
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || element.tagName === "title" || !element.getClientRects().length) continue;
      const style = getComputedStyle(element);
      const ink = rgb(element.namespaceURI.endsWith("svg") ? style.fill : style.color);
      const [low, high] = [light(ink), light(behind(element))].sort((a, b) => a - b);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < (large ? 3 : 4.5)) wrong.push(`${element.textContent.trim()} ${ratio.toFixed(2)}`);
    }
    return wrong;
  },
  // Pictures, frames and links without a name.
  nameless() {
    const named = (element) =>
      element.closest("[aria-hidden=true]") ||
      element.getAttribute("aria-label") ||
      element.getAttribute("aria-labelledby") ||
      element.getAttribute("title") ||
      element.querySelector(":scope > title")?.textContent.trim() ||
      (element.tagName.toLowerCase() === "a" && element.textContent.trim());
    return [...document.querySelectorAll("img, svg, iframe, a, nav, [role=region]")]
      .filter((element) => !named(element))
      .map((element) => element.outerHTML.slice(0, 80));
  },
  // Headings that skip a level, ids that occur twice, references that lead nowhere.
  structure() {
    const wrong = [];
    let before = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      const level = Number(heading.tagName[1]);
      if (level > before + 1) wrong.push(`h${level} after h${before}: ${heading.textContent}`);
      before = level;
    }
    if (document.querySelectorAll("h1").length !== 1) wrong.push("there must be one h1");
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) wrong.push(`id twice: ${id}`);
    for (const element of document.querySelectorAll("[aria-labelledby]"))
      if (!document.getElementById(element.getAttribute("aria-labelledby")))
        wrong.push(`no such id: ${element.getAttribute("aria-labelledby")}`);
    for (const link of document.querySelectorAll("a[href^='#']"))
      if (!document.getElementById(link.hash.slice(1))) wrong.push(`leads nowhere: ${link.hash}`);
    return wrong;
  },
  // Words smaller than 16 px, other than the small numbers of weeks above the drawing.
  small() {
    const wrong = [];
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || element.tagName === "title" || !element.getClientRects().length) continue;
      const svg = element.ownerSVGElement;
      const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
      const size = parseFloat(getComputedStyle(element).fontSize) * scale;
      if (size < 15.99) wrong.push(`${element.textContent.trim()} ${size.toFixed(1)}`);
    }
    return wrong;
  },
  // Elements that stick out of the screen, other than inside a box that scrolls by itself.
  overflowing() {
    const wrong = [];
    if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page itself");
    for (const element of document.querySelectorAll("body *")) {
      if (element.closest(".chart, .skip, thead") || element.matches(".chart *")) continue;
      if (element.getBoundingClientRect().right > innerWidth + 0.5)
        wrong.push(element.outerHTML.slice(0, 80));
    }
    return wrong;
  },
})
