// The class on a phone. Answers wait here until the trainer's computer has said that it keeps them.
(function () {
  var OUTBOX = "ogs-outbox";
  var DAY = 24 * 3600; // seconds
  var memory = "[]"; // where a browser keeps nothing, at least this page does

  function read() {
    try { memory = localStorage.getItem(OUTBOX) || "[]"; } catch (e) { /* private mode */ }
    try { return JSON.parse(memory); } catch (e) { return []; }
  }
  function write(items) {
    memory = JSON.stringify(items);
    try { localStorage.setItem(OUTBOX, memory); } catch (e) { /* private mode, or full */ }
  }
  function key() {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }
  function request(url, body) {
    var options = { headers: { Accept: "application/json" }, cache: "no-store" };
    if (body !== undefined) { options.method = "POST"; options.body = body; }
    if (window.AbortController) { // a phone that left the hall may wait for ever
      var stop = new AbortController();
      options.signal = stop.signal;
      setTimeout(function () { stop.abort(); }, 8000);
    }
    return fetch(url, options);
  }

  var test = document.getElementById("test");
  var home = document.getElementById("now");
  var place = test || home;
  if (!place) return;
  var person = Number(place.dataset.person);
  var sending = null;

  // Time. The phone's own clock may be wrong or be set right at any moment, so nothing is
  // reckoned by it: only by the trainer's computer, and by how long this page has been open.

  var ahead = 0;
  var sure = false; // not after a loss or a sleep, which stops the page's own time as well
  function now() { return performance.now() / 1000 + ahead; }
  function heard(moment) {
    // What a reply took on its way is no reason to move all that was noted down.
    if (!(Math.abs(moment - now()) < 5)) ahead += moment - now();
    sure = true;
  }
  heard(Number(place.dataset.now));

  // What the trainer's computer says; where it has a trouble, the error holds its words.

  function talk(url, body) {
    return request(url, body).then(function (reply) {
      if (reply.status === 401) { location.reload(); throw new Error(); }
      return reply.json().then(function (json) {
        if (reply.ok) return json;
        var error = new Error(reply.status);
        error.trouble = json.trouble;
        throw error;
      });
    });
  }
  function sync() {
    return talk(place.dataset.state).then(function (state) {
      // Somebody else has joined with this phone: this page is not theirs.
      if (state.person !== person) { location.reload(); throw new Error(); }
      heard(state.now);
      return state;
    });
  }
  function failed(error) {
    sure = false;
    why = error.trouble ? error.trouble + " " + place.dataset.stays : "";
    banner.textContent = why || place.dataset.lost;
    banner.hidden = false;
  }

  // The outbox

  function mine() { return read().filter(function (item) { return item.person === person; }); }

  function send() {
    var items = mine().slice(0, 50);
    if (!items.length) return Promise.resolve(true);
    return (sure ? Promise.resolve() : sync())
      .then(function () {
        var body = items.map(function (item) {
          return { key: item.key, person: item.person, sitting: item.sitting, question: item.question,
                   fields: item.fields, age: Math.max(0, now() - item.at) };
        });
        return talk(place.dataset.answers, JSON.stringify(body));
      })
      .then(function (json) {
        var results = json.results;
        if (items.some(function (item) { return results[item.key] === "other"; })) {
          location.reload(); // they wait here until their person is back
          throw new Error();
        }
        write(read().filter(function (item) {
          return !(item.key in results) && now() - item.at < DAY;
        }));
        items.forEach(function (item) { mark(item.question, results[item.key], item.sitting); });
        banner.hidden = true;
        return send();
      });
  }
  function flush() { // true once nothing waits here
    sending = sending || send()
      .catch(function (error) { failed(error); return false; })
      .then(function (all) { sending = null; return all; });
    return sending;
  }

  // What people see

  var why = ""; // the trainer's computer gave for not keeping answers
  var banner = document.createElement("p");
  banner.className = "offline";
  banner.setAttribute("role", "status");
  banner.hidden = true;
  place.parentNode.insertBefore(banner, place);
  function trouble(text) {
    var line = document.getElementById("trouble");
    line.textContent = text;
    line.hidden = !text;
  }
  function mark(question, result, sitting) {
    if (!test || sitting !== test.dataset.sitting) return;
    var section = Array.prototype.find.call(test.querySelectorAll(".question"), function (one) {
      return one.dataset.question === question;
    });
    if (!section) return;
    var line = section.querySelector(".sent");
    var waits = mine().some(function (item) { return item.question === question && item.sitting === sitting; });
    var late = result !== "kept";
    line.className = "sent" + (waits ? " waiting" : late ? " late" : "");
    line.textContent = waits ? test.dataset.waiting : late ? test.dataset.late : "✓ " + test.dataset.kept;
    count();
  }

  // The test

  function fields(section) {
    var found = {};
    var prefix = section.dataset.prefix;
    Array.prototype.forEach.call(section.querySelectorAll("input, select"), function (control) {
      if (control.type === "radio" && !control.checked) return;
      found[control.name.slice(prefix.length)] = control.value;
    });
    return found;
  }
  function answered(section) {
    var values = Object.values(fields(section));
    return values.length > 0 && values.every(function (value) { return value.trim() !== ""; });
  }
  function sections() { return Array.prototype.slice.call(test.querySelectorAll(".question")); }
  function count() {
    document.getElementById("count").textContent = test.dataset.count.replace("#", sections().filter(answered).length);
  }
  var ends = 0;
  function clock() {
    var left = Math.max(0, ends - now());
    document.getElementById("left").textContent =
      left ? test.dataset.minutes.replace("#", Math.ceil(left / 60)) : test.dataset.over;
  }
  function answer(section) {
    var given = fields(section);
    var id = section.dataset.question;
    if (JSON.stringify(given) === section.dataset.last) return;
    section.dataset.last = JSON.stringify(given);
    write(read().concat([{ key: key(), person: person, sitting: test.dataset.sitting, question: id, fields: given, at: now() }]));
    mark(id, "", test.dataset.sitting);
    flush();
  }

  if (test) {
    ends = now() + Number(test.dataset.left);
    document.getElementById("bar").hidden = false;
    // What was answered here and has not arrived stands on this phone alone: put it back.
    mine().forEach(function (item) {
      if (item.sitting !== test.dataset.sitting) return;
      var section = sections().find(function (one) { return one.dataset.question === item.question; });
      if (!section) return;
      Object.keys(item.fields).forEach(function (name) {
        var controls = test.elements[section.dataset.prefix + name];
        if (controls) controls.value = item.fields[name];
      });
      mark(item.question, "", item.sitting);
    });
    sections().forEach(function (section) {
      section.dataset.last = JSON.stringify(fields(section));
      section.addEventListener("change", function () { answer(section); });
    });
    count();
    clock();
    setInterval(clock, 5000);
    var meant = false;
    test.addEventListener("submit", function (event) {
      event.preventDefault();
      var open = sections().filter(function (section) { return !answered(section); });
      if (open.length && !meant) {
        meant = true;
        trouble(test.dataset.missing.replace("#", open.length));
        return;
      }
      flush()
        .then(function (all) {
          if (!all) throw new Error("waiting");
          return talk(test.dataset.finish, "").then(function () { location.href = test.dataset.home; }, function (error) {
            failed(error);
            throw error;
          });
        })
        .catch(function () { trouble(why || test.dataset.notYet); });
    });
  }

  // What the trainer opened meanwhile

  function ask() {
    sync()
      .then(function (state) {
        if (!mine().length) banner.hidden = true;
        if (test) {
          ends = now() + state.left[test.dataset.sitting];
          clock();
        } else if (state.version !== place.dataset.version) {
          location.reload();
        }
      })
      .catch(failed);
  }
  setInterval(function () { flush(); }, 3000);
  setInterval(function () { if (!document.hidden) ask(); }, 5000);
  document.addEventListener("visibilitychange", function () { sure = false; if (!document.hidden) { flush(); ask(); } });
  window.addEventListener("online", function () { flush(); ask(); });
  flush();
})();
