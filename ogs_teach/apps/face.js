// What core widgets leave unsaid: names of buttons and slider handles for people who hear the page, a live
// region that outlasts its text, number keys on phones, and the language that is spoken.
(() => {
  if (window.ogsTeachFace) return;
  window.ogsTeachFace = true;

  const set = (el, name, value) => {
    if (el && el.getAttribute(name) !== value) el.setAttribute(name, value);
  };

  // A file that is too large is refused here, before it is on its way: the server would close the
  // line on it. The control's own input stands in no page; only its click can be met.
  let pressed = null;
  document.addEventListener("click", (event) => { pressed = event.target.closest(".ogs-file") || pressed; }, true);
  const weigh = (event) => {
    const input = event.target;
    const told = pressed && pressed.closest(".ogs-field").querySelector(".ogs-too-large");
    if (!told) return;
    const bytes = Array.from(input.files).reduce((sum, file) => sum + file.size, 0);
    told.hidden = bytes <= Number(told.dataset.limit);
    told.nextElementSibling.hidden = !told.hidden || !bytes; // until the control is empty again
    if (!told.hidden) {
      event.stopImmediatePropagation();
      input.value = "";
    }
  };
  const click = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function () {
    if (this.type === "file" && !this.ogsWeighed) {
      this.ogsWeighed = true;
      this.addEventListener("change", weigh, true);
    }
    click.call(this);
  };

  // A game's place stands in the page's address, so that a page opened again goes on where it was;
  // a new step begins at the top, for eyes and for ears.
  const keep = (app, place, lang) => {
    if (!place || document.body.dataset.voila !== "voila") return;
    const address = new URL(location.href);
    for (const [name, value] of Object.entries({ game: place.dataset.game, now: place.dataset.now, lang })) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
    const first = app.dataset.step === undefined;
    if (app.dataset.open !== place.dataset.open) {
      app.dataset.open = place.dataset.open;
      const open = app.querySelector("." + place.dataset.open.split(" ")[1]);
      if (open) open.scrollIntoView();
    }
    if (app.dataset.step === place.dataset.step) return;
    app.dataset.step = place.dataset.step;
    if (first) return;
    scrollTo(0, 0);
    const title = app.querySelector("h1");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => { if (event.target.closest(".ogs-print button")) print(); });

  const tend = () => {
    for (const app of document.querySelectorAll(".ogs-app")) {
      const lang = app.classList.contains("ogs-lang-en") ? "en" : "th";
      set(app, "lang", lang);
      if (app.dataset.spoken !== lang) {
        app.dataset.spoken = lang;
        if (document.querySelectorAll(".ogs-app").length === 1) document.documentElement.lang = lang;
      }
      set(app.querySelector(".ogs-language"), "lang", lang === "en" ? "th" : "en");
      const sentence = app.querySelector(".ogs-sentence .widget-html-content");
      set(sentence, "role", "status");
      set(sentence, "aria-live", "polite");
      for (const field of app.querySelectorAll(".ogs-field")) {
        const label = field.querySelector("label");
        const box = field.querySelector(".ogs-box input");
        const handle = field.querySelector(".noUi-handle");
        set(box, "inputmode", "decimal");
        set(box, "autocomplete", "off");
        if (box) set(box, "aria-invalid", String(field.classList.contains("ogs-wrong")));
        if (handle && label) set(handle, "aria-label", label.textContent);
        if (handle && box) set(handle, "aria-valuetext", box.value);
      }
      for (const button of app.querySelectorAll(".ogs-less, .ogs-more")) set(button, "aria-label", button.title);
      for (const hint of app.querySelectorAll(".ogs-sideways")) {
        const box = hint.nextElementSibling;
        const fits = box.scrollWidth <= box.clientWidth + 1;
        if (hint.hidden !== fits) hint.hidden = fits;
        sizes.observe(box.firstElementChild); // a font that comes late changes no element, only sizes
      }
      // In very large letters the sentence would cover what is typed: then it scrolls away.
      if (sentence) app.classList.toggle("ogs-tall", sentence.offsetHeight > 0.4 * innerHeight);
      for (const link of app.querySelectorAll(".ogs-download")) {
        // LINE's own browser cannot save a file
        if (/ Line\//.test(navigator.userAgent) && !link.search) link.search = "?openExternalBrowser=1";
        if (!link.dataset.shown) link.scrollIntoView({ block: "nearest" });
        link.dataset.shown = "yes";
      }
      for (const file of app.querySelectorAll(".ogs-file")) {
        const words = file.lastChild; // ends in a count of files, which says nothing to a person
        const count = words && / \((\d+)\)$/.exec(words.data);
        if (!count) continue;
        words.data = words.data.slice(0, count.index);
        const opening = file.parentElement.querySelector(".ogs-opening");
        if (opening && count[1] === "0") opening.hidden = true;
      }
      for (const radio of app.querySelectorAll(".ogs-pick .ogs-radio")) {
        const heading = radio.parentElement.querySelector("h3");
        set(radio, "role", "radiogroup");
        if (heading) set(radio, "aria-label", heading.textContent);
        for (const input of radio.querySelectorAll("input")) input.closest("label").classList.toggle("ogs-picked", input.checked);
      }
      keep(app, app.querySelector(".ogs-at"), lang);
      for (const fold of app.querySelectorAll(".ogs-fold"))
        set(fold, "aria-expanded", String(fold.classList.contains("ogs-unfolded")));
      for (const tab of app.querySelectorAll(".ogs-tabs button"))
        set(tab, "aria-pressed", String(tab.classList.contains("mod-active")));
    }
  };

  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      tend();
    });
  };
  const sizes = new ResizeObserver(soon);
  new MutationObserver(soon).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["class", "hidden", "title", "aria-valuenow"],
  });
  addEventListener("resize", soon);
  soon();
})();
