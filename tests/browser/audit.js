// What a person over sixty with a phone cannot put up with, as a list of faults on the page now shown.
// Runs in the page; returns [] when there is nothing to complain of.
() => {
  const faults = [];
  const wide = document.documentElement.clientWidth;
  const describe = (el) => {
    const text = (el.getAttribute("aria-label") || el.textContent || el.value || "").trim().replace(/\s+/g, " ");
    const name = el.className && el.className.baseVal === undefined ? "." + String(el.className).split(" ")[0] : "";
    return `<${el.tagName.toLowerCase()}${name}> “${text.slice(0, 50)}”`;
  };
  const shown = (el) => {
    for (let e = el; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.visibility === "hidden" || style.display === "none" || Number(style.opacity) === 0) return false;
    }
    const box = el.getBoundingClientRect();
    return box.width > 1 && box.height > 1; // one pixel is text for screen readers
  };
  const inScrollBox = (el) => {
    for (let e = el.parentElement; e && e !== document.body; e = e.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(e).overflowX)) return true;
    }
    return false;
  };
  const rgba = (text) => {
    const parts = (text.match(/[\d.]+/g) || []).map(Number);
    return parts.length < 3 ? [0, 0, 0, 0] : [parts[0], parts[1], parts[2], parts[3] === undefined ? 1 : parts[3]];
  };
  const over = (top, under) => {
    const a = top[3];
    return [0, 1, 2].map((i) => top[i] * a + under[i] * (1 - a)).concat(1);
  };
  const ground = (el) => {
    const layers = [];
    for (let e = el; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3]) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const luminance = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };

  if (document.documentElement.scrollWidth > wide + 1)
    faults.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${wide}`);

  // Text: large enough, dark enough, whole.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const svgTexts = new Map();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const el = node.parentElement;
    if (!node.data.trim() || !el || /^(SCRIPT|STYLE|NOSCRIPT|TITLE|DESC|OPTION)$/i.test(el.tagName) || !shown(el)) continue;
    const style = getComputedStyle(el);
    const svg = el.closest("svg");
    let size = parseFloat(style.fontSize);
    if (svg && el.getScreenCTM) size *= Math.abs(el.getScreenCTM().a) || Math.abs(el.getScreenCTM().b);
    if (size < 15.95) faults.push(`text of ${size.toFixed(1)} px: ${describe(el)}`);
    const disabled = el.closest("[disabled], [aria-disabled=true]");
    const ratio = contrast(over(rgba(svg ? style.fill : style.color), ground(el)), ground(el));
    const large = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
    if (!disabled && ratio < (large ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${describe(el)}`);
    if (svg) {
      const text = el.closest("text");
      if (text) svgTexts.set(text, svg);
    } else if (!inScrollBox(el)) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width > 1 && (box.right > wide + 1 || box.left < -1)) faults.push(`text leaves the page: ${describe(el)}`);
    }
    for (let e = el; e && e !== document.body; e = e.parentElement) {
      const s = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) break;
      const cutX = /hidden|clip/.test(s.overflowX) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth;
      const cutY = /hidden|clip/.test(s.overflowY) && e.scrollHeight > e.clientHeight + 1 && e.clientHeight;
      if ((cutX || cutY) && !e.closest("svg")) { faults.push(`clipped text: ${describe(e)}`); break; }
    }
  }
  const seen = [...svgTexts].map(([text, svg]) => [text, text.getBoundingClientRect(), svg]);
  for (const [text, box, svg] of seen) {
    const frame = svg.getBoundingClientRect();
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
      faults.push(`chart text leaves its chart: ${describe(text)}`);
  }
  for (let i = 0; i < seen.length; i++)
    for (let j = i + 1; j < seen.length; j++) {
      const [a, b] = [seen[i][1], seen[j][1]];
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (seen[i][2] === seen[j][2] && x > 2 && y > 6)
        faults.push(`chart texts overlap: ${describe(seen[i][0])} and ${describe(seen[j][0])}`);
    }

  // Controls: large enough for a thumb, named, their values whole.
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=slider], [role=button], [role=tab]";
  const pen = document.createElement("canvas").getContext("2d");
  for (const el of document.querySelectorAll(controls)) {
    if (!shown(el)) continue;
    const label = el.closest("label") || (el.id && document.querySelector(`label[for="${CSS.escape(el.id)}"]`));
    const target = /^(radio|checkbox)$/.test(el.type) && label ? label : el;
    const box = target.getBoundingClientRect();
    const inSentence = el.tagName === "A" && getComputedStyle(el).display === "inline" && el.parentElement &&
      el.parentElement.textContent.trim().length > el.textContent.trim().length + 10;
    if (!inSentence && (box.width < 43.5 || box.height < 43.5))
      faults.push(`touch target ${Math.round(box.width)}×${Math.round(box.height)}: ${describe(el)}`);
    const named = (el.getAttribute("aria-label") || el.title || (label && label.textContent) || el.textContent || "").trim() ||
      (el.getAttribute("aria-labelledby") || "").split(" ").some((id) => (document.getElementById(id) || {}).textContent);
    if (!named) faults.push(`control without a name: ${describe(el)}`);
    const style = getComputedStyle(el);
    const text = el.tagName === "SELECT" ? (el.selectedOptions[0] || {}).textContent
      : el.tagName === "INPUT" && /^(text|number|search|)$/.test(el.type) ? el.value : "";
    if (text) {
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const room = el.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      if (pen.measureText(text.trim()).width > room + 1) faults.push(`value cut off: ${describe(el)} “${text}”`);
    }
  }
  if (!/^(th|en)/.test(document.documentElement.lang)) faults.push("the page does not say its language");
  return [...new Set(faults)];
}
