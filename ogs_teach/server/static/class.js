// The class on a phone. Answers wait here until the trainer's computer has said that it keeps them.
(function () {
  var OUTBOX = "ogs-outbox";
  var DAY = 24 * 3600 * 1000;
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
  var now = document.getElementById("now");
  var place = test || now;
  if (!place) return;
  var person = Number(place.dataset.person);
  var sending = false;

  // The outbox

  function mine() { return read().filter(function (item) { return item.person === person; }); }

  function flush() {
    var items = mine().slice(0, 50);
    if (sending || !items.length) return Promise.resolve(!items.length);
    sending = true;
    var said = Date.now();
    // Only how long ago counts, by one clock: that it may be wrong does no harm.
    var body = items.map(function (item) {
      return { key: item.key, person: item.person, sitting: item.sitting, question: item.question,
               fields: item.fields, age: Math.max(0, (said - item.at) / 1000) };
    });
    return request(place.dataset.answers, JSON.stringify(body))
      .then(function (answer) {
        return answer.json().then(function (json) {
          if (!answer.ok) { trouble(json.trouble || ""); throw new Error(answer.status); }
          return json.results;
        });
      })
      .then(function (results) {
        sending = false;
        trouble("");
        write(read().filter(function (item) {
          return !(item.key in results) && Date.now() - item.at < DAY;
        }));
        items.forEach(function (item) { mark(item.question, results[item.key], item.sitting); });
        online(true);
        return mine().length ? flush() : true;
      })
      .catch(function () { sending = false; online(false); return false; });
  }

  // What people see

  var banner = document.createElement("p");
  banner.className = "offline";
  banner.setAttribute("role", "status");
  banner.hidden = true;
  if (test) {
    banner.textContent = test.dataset.lost;
    test.parentNode.insertBefore(banner, test);
  }
  function online(yes) { banner.hidden = yes; }
  function trouble(text) {
    var line = document.getElementById("trouble");
    if (!line) return;
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
    var late = result === "late" || result === "finished";
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
    var left = Math.max(0, ends - Date.now());
    document.getElementById("left").textContent =
      left ? test.dataset.minutes.replace("#", Math.ceil(left / 60000)) : test.dataset.over;
  }
  function answer(section) {
    var given = fields(section);
    var id = section.dataset.question;
    if (JSON.stringify(given) === section.dataset.last) return;
    section.dataset.last = JSON.stringify(given);
    write(read().concat([{ key: key(), person: person, sitting: test.dataset.sitting, question: id, fields: given, at: Date.now() }]));
    mark(id, "", test.dataset.sitting);
    flush();
  }

  if (test) {
    ends = Date.now() + Number(test.dataset.left) * 1000;
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
    var sure = false;
    test.addEventListener("submit", function (event) {
      event.preventDefault();
      var open = sections().filter(function (section) { return !answered(section); });
      if (open.length && !sure) {
        sure = true;
        trouble(test.dataset.missing.replace("#", open.length));
        return;
      }
      flush()
        .then(function (all) {
          if (!all) throw new Error("waiting");
          return request(test.dataset.finish, "");
        })
        .then(function (reply) {
          if (!reply.ok) throw new Error(reply.status);
          location.href = test.dataset.home;
        })
        .catch(function () { trouble(test.dataset.notYet); });
    });
  }

  // What the trainer opened meanwhile

  function ask() {
    request(place.dataset.state)
      .then(function (answer) {
        if (answer.status === 401) { if (!test || !mine().length) location.reload(); return; }
        if (!answer.ok) throw new Error(answer.status);
        return answer.json().then(function (state) {
          online(true);
          if (test) {
            ends = Date.now() + state.left[test.dataset.sitting] * 1000;
            clock();
          } else if (state.version !== now.dataset.version) {
            location.reload();
          }
        });
      })
      .catch(function () { online(false); });
  }
  setInterval(function () { flush(); }, 3000);
  setInterval(function () { if (!document.hidden) ask(); }, 5000);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { flush(); ask(); } });
  window.addEventListener("online", function () { flush(); ask(); });
  flush();
})();
