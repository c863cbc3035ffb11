// Shows the app when it is ready, says so when the connection or the app is lost,
// and tells the server when the page is left.
(function () {
  "use strict";
  var patience = 90, // seconds; a cold phone on a busy evening
    lost = null, shown = false;
  function element(id) { return document.getElementById(id); }
  function trouble() {
    var card = element("trouble");
    if (!card) { document.addEventListener("DOMContentLoaded", trouble); return; }
    element("loading").hidden = true;
    card.hidden = false;
    element("again").onclick = function () { comeBack(); return false; };
  }
  // To reload while the server is away would leave the visitor on the browser's own error page.
  function comeBack() {
    element("still").hidden = true;
    fetch(base() + "healthz", { cache: "no-store" }).then(function () { location.reload(); }, function () {
      element("lost").hidden = true;
      element("still").hidden = false;
    });
  }
  function base() { return document.querySelector(".top .home").getAttribute("href"); }
  function well() { if (shown) element("trouble").hidden = true; }

  // Voilà calls these.
  window.voila_heartbeat = function () {};
  window.voila_process = function () {};
  window.voila_finish = function () {
    var waited = 0, timer = setInterval(function () {
      var cells = element("rendered_cells");
      waited += 50;
      if (!cells.querySelector(".jupyter-widgets, [data-failed]") && waited < 10000) return;
      clearInterval(timer);
      shown = true;
      element("loading").hidden = true;
      cells.hidden = element("foot").hidden = false;
      well();
    }, 50);
  };
  window.cellLoaded = true; // so that it calls voila_finish as soon as it has started

  // The page's only lasting connection is its kernel's; an app whose kernel ended is empty.
  var Plain = window.WebSocket, dead = /"execution_state": ?"(dead|restarting|autorestarting)"/;
  window.WebSocket = class extends Plain {
    constructor(address, protocols) {
      super(address, protocols);
      this.addEventListener("open", function () { clearTimeout(lost); lost = null; well(); });
      this.addEventListener("close", function () {
        if (lost === null) lost = setTimeout(trouble, 3000);
      });
      this.addEventListener("message", function (event) {
        var data = event.data;
        if ((data.byteLength || data.length) > 4000) return;
        if (typeof data !== "string") data = new TextDecoder().decode(data);
        if (dead.test(data)) trouble();
      });
    }
  };

  // The way home keeps the language that the page speaks.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a.home, #foot a");
    if (link && shown) link.search = "lang=" + document.documentElement.lang;
  });

  window.addEventListener("error", function (event) {
    if (event.target && event.target.tagName === "SCRIPT") trouble();
  }, true);
  setTimeout(function () { if (!shown) trouble(); }, patience * 1000);

  // Voilà says goodbye on "beforeunload", which also comes when a file is fetched by a link:
  // the app would end under the visitor's hands. "pagehide" comes only when the page goes.
  window.addEventListener("beforeunload", function (event) { event.stopImmediatePropagation(); });
  window.addEventListener("pagehide", function (event) {
    var config = element("jupyter-config-data");
    if (event.persisted || !config) return;
    var page = JSON.parse(config.textContent);
    navigator.sendBeacon(page.baseUrl + "voila/api/shutdown/" + page.kernelId);
  });
})();
