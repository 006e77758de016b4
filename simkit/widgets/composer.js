// The form in which messages are written. It holds the words while they are typed and sends the
// whole form as one message; what it shows beside them comes from Python as plain data. Texts of
// others only ever become textContent.

const FIELDS = [["what", "What happened"], ["who", "Who is hit"], ["doing", "What we do"],
                ["you_can", "What you can do"], ["since", "Since when"],
                ["next_update", "Next update at"], ["text", "In your own words"]];
const SURE = [50, 60, 70, 80, 90, 95]; // of 100
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

// What has the focus as a place of its own, by class: its name, and the letter that leads there.
const PLACES = [["sk-inbox", "Inbox", "i"], ["sk-feed", "What people say", "f"],
                ["sk-board", "What could it be", "d"], ["sk-team", "Team", "t"],
                ["sk-channels", "Channels", "c"], ["sk-you", "You", "y"],
                ["sk-deeds", "Do something else", "a"], ["sk-log", "What happened", ""]];
const PRESSED = { ".": "sk-step", n: "sk-next", u: "sk-back", "?": "sk-help" };
const NAMES = [[".sk-speed select", "Speed"], [".sk-past [role=slider]", "Minute to look at"],
               [".sk-moments select", "One of your decisions"], [".sk-tries select", "Try"],
               [".sk-past input[type=text]", "Name of this try"]];
const GROUPS = ".sk-filters, .sk-cards, .sk-sureness, .sk-people, .sk-causes, .sk-levels," +
               " .sk-curves, .sk-moves, .sk-lengths, .sk-how, .sk-offers";

const seen = (el) => el && el.getClientRects().length > 0 && !el.disabled;
const all = (box, what) => [...box.querySelectorAll(what)].filter(seen);

function go(el) {
  if (!el) return false;
  el.focus();
  el.scrollIntoView({ block: "nearest" });
  return true;
}

// Arrows move within a group of buttons. Returns whether there was somewhere to go.
function arrow(event) {
  const group = event.target.closest("button")?.closest(GROUPS);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!group || !step) return false;
  const buttons = all(group, "button");
  return go(buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length]);
}

function escape(box, target) {
  const open = all(box, ".sk-leave, .sk-walk-skip, .sk-go-on")[0];
  const help = all(box, ".sk-keys").length ? box.querySelector(".sk-help") : null;
  if (target.matches("input, textarea, select")) return go(box);
  if (open ?? help) (open ?? help).click();
  return go(box);
}

// A letter while no field has the focus. Returns whether it did something.
function letter(box, event) {
  const field = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (field || event.ctrlKey || event.metaKey || event.altKey) return false;
  const press = (what) => { const el = all(box, what)[0]; el?.click(); return Boolean(el); };
  if (event.key === " ")
    return !event.target.matches("button, input") && press(".sk-play");
  if (PRESSED[event.key]) return press(`.${PRESSED[event.key]}`);
  if (event.key === "w")
    return go(all(box, ".sk-form input:not([type=checkbox]), .sk-form textarea")
      .find((el) => !el.value) ?? all(box, ".sk-form textarea")[0]);
  if (event.key >= "1" && event.key <= "9" && event.target.closest(".sk-deeds")) {
    const filter = all(box, ".sk-filters button")[Number(event.key) - 1];
    filter?.click();
    return go(filter);
  }
  const place = PLACES.find(([, , key]) => key && key === event.key);
  if (!place) return false;
  const panel = all(box, `.${place[0]}`)[0];
  return go(panel && (all(panel, "button")[0] ?? panel));
}

// Lab's own keys must not fire while somebody works in the console; Lab asks the element that has
// the focus, not what is around it. The console's own keys act inside it only.
function claim(model, el, tries = 100) {
  const box = el.closest(".sk-console");
  if (!box && tries) return requestAnimationFrame(() => claim(model, el, tries - 1));
  if (!box || box.dataset.claimed) return;
  box.dataset.claimed = "yes";
  box.tabIndex = -1;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Outage console, an exercise");
  for (const [name, words] of PLACES) {
    const panel = box.querySelector(`.${name}`);
    panel?.setAttribute("role", "region");
    panel?.setAttribute("aria-label", words);
    if (panel) panel.tabIndex = -1;
  }
  for (const column of box.querySelectorAll(".sk-col, .sk-body")) column.tabIndex = 0;
  box.addEventListener("focusin", (event) =>
    event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  box.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const did = arrow(event) || (event.key === "Escape" ? escape(box, event.target)
      : model.get("letters") && letter(box, event));
    if (!did) return;
    event.preventDefault();
    event.stopPropagation();
  });
  // Stock controls without a label of their own get a name; they come when they like.
  const name = () => NAMES.forEach(([what, words]) => box.querySelectorAll(what).forEach((each) =>
    each.setAttribute("aria-label", words)));
  let naming = 0;
  new MutationObserver(() => { naming ||= requestAnimationFrame(() => { naming = 0; name(); }); })
    .observe(box, { childList: true, subtree: true });
  name();
  const feed = box.querySelector(".sk-feed");
  const reading = (on) => () => { model.set("reading", on); model.save_changes(); };
  feed?.addEventListener("pointerenter", reading(true));
  feed?.addEventListener("pointerleave", reading(false));
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
  const claimed = make("span"), levels = new Map();
  const sure = group("How sure are you?", "sk-sureness sk-options");
  let chosen = null, shownOn = "";
  sure.append(claimed);
  for (const level of SURE) {
    const button = make("button", { type: "button", textContent: String(level) });
    button.addEventListener("click", () => { chosen = level; press(levels, chosen); keep(); });
    levels.set(level, button);
    sure.append(button);
  }
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
    clearTimeout(timer);
    timer = 0;
    model.set("draft", gather());
    model.save_changes();
  };
  const typed = () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE); };
  const leave = () => {
    if (waiting) return;
    clearTimeout(timer);
    waiting = send.disabled = true;
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
    press(levels, chosen);
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

  const desk = () => {
    const now = model.get("desk"), answer = Boolean(model.get("draft").to);
    title.textContent = now.title ?? "";
    quote.textContent = now.quote ?? "";
    quote.hidden = back.hidden = !answer;
    for (const [name] of FIELDS) rows[name].hidden = answer && name !== "text";
    sendTo.hidden = ticks.hidden = readBy.hidden = idle.hidden = answer;
    idle.textContent = now.idle ?? "";
    send.textContent = answer ? "Answer" : "Send";
    (now.places ?? []).forEach(place);
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
    const now = model.get("findings"), reply = model.get("reply"), empty = !now.text;
    found.hidden = empty;
    shown.hidden = empty || Boolean(model.get("draft").to);
    found.replaceChildren(list("Found", now.found ?? [], "sk-found"),
                          list("Missing", now.missing ?? [], "sk-missing"),
                          list("Remarks", now.remarks ?? [], "sk-remark"));
    looks(now.previews ?? [], now.text ?? "");
    sure.hidden = !(now.claims ?? []).length;
    claimed.textContent = `You say ${(now.claims ?? []).join(", and ")}. How sure, of 100?`;
    const problem = reply.problem || now.problem;
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
  listen("reply", () => { waiting = send.disabled = false; says(); });
  listen("say", () => { status.textContent = model.get("say"); });
  fill();
  claim(model, el);
  return () => { if (timer) keep(); };
}

export default { render };
