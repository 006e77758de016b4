// The form in which messages are written. It holds the words while they are typed and sends the
// whole form as one message; what it shows beside them comes from Python as plain data. Texts of
// others only ever become textContent.

const FIELDS = [["what", "What happened"], ["who", "Who is hit"], ["doing", "What we do"],
                ["you_can", "What you can do"], ["since", "Since when"],
                ["next_update", "Next update at"], ["text", "In your own words"]];
const PAUSE = 300; // ms after the last key until the words are read

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function field(name, words, id) {
  const tag = name === "text" ? "textarea" : name === "next_update" ? "select" : "input";
  const input = make(tag, { id, name, maxLength: 5000, rows: 2, autocomplete: "off" });
  const row = make("div", { className: `sk-field sk-${name}` },
                   make("label", { htmlFor: id, textContent: words }), input);
  return [input, row];
}

function options(select, rows) {
  if (select.matches(":focus")) return; // nothing moves under the hand
  const kept = select.value;
  const all = rows.some(([value]) => value === kept) ? rows : [...rows, [kept, kept]];
  select.replaceChildren(...all.map(([value, words]) =>
    make("option", { value, textContent: words })));
  select.value = kept;
}

function group(words, className) {
  const box = make("div", { className });
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", words);
  return box;
}

function press(buttons, chosen) {
  for (const [value, button] of buttons)
    button.setAttribute("aria-pressed", String(value === chosen));
}

function list(title, rows, sign) {
  return make("div", {}, make("h4", { textContent: title }), make("ul", {}, ...rows.map((row) =>
    make("li", { className: sign }, make("b", { textContent: row.label }), " ",
         make("q", { textContent: row.words, hidden: !row.words })))));
}

function render({ model, el, signal }) {
  const id = `sk${Math.random().toString(36).slice(2)}`;
  const inputs = {}, rows = {}, places = new Map();
  for (const [name, words] of FIELDS)
    [inputs[name], rows[name]] = field(name, words, `${id}-${name}`);

  const title = make("h3"), quote = make("blockquote"), found = make("div"), shown = make("div");
  const back = make("button", { type: "button", className: "sk-quiet",
                                textContent: "Back to the update" });
  const ticks = make("span", { className: "sk-ticks" });
  const reader = make("select", { id: `${id}-reader` });
  const send = make("button", { type: "button", className: "sk-main", textContent: "Send",
                                title: "Ctrl+Enter" });
  const note = make("p", { className: "sk-note" });
  const status = make("div", { className: "sk-aloud", role: "status" });
  status.setAttribute("aria-live", "polite");
  found.className = "sk-findings";
  shown.className = "sk-preview";
  const sendTo = make("span", { className: "sk-soft", textContent: "Send to" });
  const idle = make("p", { className: "sk-idle" });
  const readBy = make("label", { className: "sk-soft", textContent: "Second reader " }, reader);
  const claimed = make("span"), scale = make("span", { className: "sk-scale" }), levels = new Map();
  const sure = group("How sure are you?", "sk-sureness sk-options");
  let chosen = null, shownOn = "", refused = "";
  sure.append(claimed, scale);
  const bar = make("div", { className: "sk-bar" },
                   make("div", { className: "sk-options" }, sendTo, ticks, readBy), sure,
                   make("div", { className: "sk-last" }, make("div", {}, idle, note), send));
  const form = make("section", { className: "sk-form", tabIndex: -1 },
    make("header", {}, title, back), quote, ...FIELDS.map(([name]) => rows[name]), found, shown, bar);
  form.setAttribute("aria-label", "Write");
  el.replaceChildren(form, status);

  let number = -1, timer = 0, waiting = false;

  const gather = () => {
    const draft = { number, to: model.get("draft").to ?? "", reviewer: reader.value,
                    sure: sure.hidden ? null : chosen,
                    channels: [...places].filter(([, p]) => p.tick.checked).map(([n]) => n) };
    for (const [name] of FIELDS) draft[name] = inputs[name].value;
    return draft;
  };
  const keep = () => {
    refused = ""; // it was about the draft as it stood
    clearTimeout(timer);
    timer = 0;
    model.set("draft", gather());
    model.save_changes();
  };
  const typed = () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE); };
  // Not disabled: the page would take the focus off it, and with it every key.
  const wait = (on) => { waiting = on; send.setAttribute("aria-disabled", String(on)); };
  const leave = () => {
    if (waiting) return;
    clearTimeout(timer);
    wait(true);
    model.send({ kind: "send", draft: gather() });
  };

  const fill = () => {
    const draft = model.get("draft");
    if (draft.number === number) return; // our own words, on their way back
    clearTimeout(timer);
    number = draft.number;
    for (const [name] of FIELDS) {
      if (name === "next_update") options(inputs[name], [[draft[name] ?? "", draft[name] ?? ""]]);
      inputs[name].value = draft[name] ?? "";
    }
    reader.value = draft.reviewer ?? "";
    chosen = draft.sure ?? null;
    refused = "";
    desk();
    for (const [name, place] of places)
      place.tick.checked = !place.tick.disabled && (draft.channels ?? []).includes(name);
    if (draft.focus) inputs[draft.to ? "text" : "what"].focus();
  };

  const place = ({ name, usable }) => {
    if (!places.has(name)) {
      const tick = make("input", { type: "checkbox" });
      const label = make("label", {}, tick, name);
      tick.addEventListener("change", keep);
      places.set(name, { tick, label });
      ticks.append(label);
    }
    const { tick, label } = places.get(name);
    if (!usable) tick.checked = false;
    tick.disabled = label.hidden = !usable;
  };

  const offer = (level) => {
    if (levels.has(level)) return;
    const button = make("button", { type: "button", textContent: String(level) });
    button.addEventListener("click", () => { chosen = level; press(levels, chosen); keep(); });
    levels.set(level, button);
    scale.append(button);
  };

  const desk = () => {
    const now = model.get("desk"), answer = Boolean(model.get("draft").to);
    title.textContent = now.title ?? "";
    quote.textContent = now.quote ?? "";
    quote.hidden = back.hidden = !answer;
    for (const [name] of FIELDS) {
      rows[name].hidden = answer && name !== "text";
      inputs[name].placeholder = now.hints?.[name] ?? "";
    }
    sendTo.hidden = ticks.hidden = readBy.hidden = idle.hidden = answer;
    idle.textContent = now.idle ?? "";
    send.textContent = answer ? "Answer" : "Send";
    (now.places ?? []).forEach(place);
    (now.levels ?? []).forEach(offer);
    press(levels, chosen);
    options(reader, [["", "nobody"], ...(now.readers ?? []).map((r) => [r.role, r.words])]);
    options(inputs.next_update, [["", "no promise"], ...(now.times ?? []).map((t) => [t, t])]);
    says();
  };

  // How the message will look: a tab per channel, and the one that is chosen.
  const looks = (previews, text) => {
    const here = previews.find((p) => p.name === shownOn) ?? previews[0];
    const tabs = group("Channels to look at", "sk-lengths");
    tabs.append(make("span", { className: "sk-soft", textContent: "As it will look on" }));
    const buttons = previews.map((p) => [p.name, make("button", { type: "button",
      className: p.over ? "sk-tab bad" : "sk-tab", textContent: `${p.name} ${p.size}` })]);
    for (const [name, button] of buttons) {
      button.addEventListener("click", () => { shownOn = name; says(); });
      tabs.append(button);
    }
    press(buttons, here?.name);
    if (!previews.length)
      tabs.append(make("span", { className: "sk-soft", textContent: "choose where it goes" }));
    const page = make("div", { className: "sk-look" });
    if (here) page.append(make("div", { className: "sk-soft sk-head", textContent: here.head }));
    page.append(make("p", {}, here ? here.text : text,
      make("span", { className: here?.over ? "sk-cut bad" : "sk-cut",
                     textContent: here?.more ?? "" })));
    if (here?.note) page.append(make("div", { textContent: here.note,
      className: here.over ? "sk-st bad" : "sk-soft" }));
    const kept = shown.querySelector("button:focus")?.textContent;
    shown.replaceChildren(tabs, page);
    if (kept) [...tabs.querySelectorAll("button")].find((b) => b.textContent === kept)?.focus();
  };

  const says = () => {
    const now = model.get("findings"), empty = !now.text;
    found.hidden = empty;
    shown.hidden = empty || Boolean(model.get("draft").to);
    found.replaceChildren(list("Found", now.found ?? [], "sk-found"),
                          list("Missing", now.missing ?? [], "sk-missing"),
                          list("Remarks", now.remarks ?? [], "sk-remark"));
    looks(now.previews ?? [], now.text ?? "");
    sure.hidden = !(now.claims ?? []).length;
    claimed.textContent = `You claim ${(now.claims ?? []).join(", and ")}. How sure, of 100?`;
    idle.hidden = !sure.hidden || Boolean(model.get("draft").to);
    const problem = refused || now.problem;
    note.className = problem ? "sk-note sk-st due" : "sk-note";
    note.textContent = problem || model.get("desk").leaves || "";
  };

  form.addEventListener("input", (event) => { if (event.target.type !== "checkbox") typed(); });
  reader.addEventListener("change", keep);
  send.addEventListener("click", leave);
  back.addEventListener("click", () => {
    clearTimeout(timer);
    model.send({ kind: "back", draft: gather() });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    leave();
    event.preventDefault();
    event.stopPropagation();
  });
  const listen = (what, then) => {
    model.on(`change:${what}`, then);
    signal?.addEventListener("abort", () => model.off(`change:${what}`, then));
  };
  listen("draft", fill);
  listen("desk", desk);
  listen("findings", says);
  listen("reply", () => {
    wait(false);
    refused = model.get("reply").problem;
    says();
  });
  listen("below", () => // below the console, a debrief would come where nobody looks
    el.closest(".sk-whole")?.querySelector(".sk-making")?.scrollIntoView({ block: "start" }));
  listen("say", () => { status.textContent = model.get("say"); });
  fill();
  claim(model, el, signal);
  return () => { if (timer) keep(); };
}

export default { render };
