// A form that sends all it holds in one message, so that a click never overtakes the words.

// What scrolls on the page can be reached by the keyboard, also where it holds nothing to press.
function reach(el, tries = 100) {
  const page = el.closest(".sk-lead");
  if (!page && tries) return requestAnimationFrame(() => reach(el, tries - 1));
  if (!page || page.dataset.reached) return;
  page.dataset.reached = "yes";
  const all = () => page.querySelectorAll(".sk-body, .sk-col").forEach((box) => {
    box.tabIndex = 0;
  });
  let waiting = 0; // its parts come when they like
  new MutationObserver(() => {
    waiting ||= requestAnimationFrame(() => { waiting = 0; all(); });
  }).observe(page, { childList: true, subtree: true });
  all();
}

function render({ model, el }) {
  const form = document.createElement("form");
  form.className = "sk-slip";
  const inputs = {};
  const id = "sk" + Math.random().toString(36).slice(2);
  const make = (field) => {
    const kind = { area: "textarea", select: "select" }[field.kind] || "input";
    const input = document.createElement(kind);
    input.id = id + field.name;
    if (kind === "textarea") input.rows = 2;
    if (field.hint) input.placeholder = field.hint;
    if (field.most) input.maxLength = field.most;
    const label = document.createElement("label");
    label.htmlFor = input.id;
    label.textContent = field.label;
    inputs[field.name] = input;
    form.append(label, input);
  };
  const fill = () => {
    for (const field of model.get("fields")) {
      if (field.kind !== "select") continue;
      const input = inputs[field.name];
      const chosen = input.options.length ? input.value : null;
      input.replaceChildren(...field.options.map(([words, value]) => new Option(words, value)));
      if (field.options.some(([, value]) => value === chosen)) input.value = chosen;
    }
  };
  model.get("fields").forEach(make);
  fill();
  const button = document.createElement("button");
  button.type = "submit";
  button.className = model.get("main") ? "sk-main" : "";
  const name = () => { button.textContent = model.get("button"); };
  name();
  const said = document.createElement("span");
  said.className = "sk-said small";
  said.setAttribute("role", "status");
  const row = document.createElement("div");
  row.className = "sk-slip-end";
  row.append(button, said);
  form.append(row);
  let waiting = false; // for the answer to what was sent: a second press sends nothing twice
  const send = () => {
    if (waiting) return;
    waiting = button.disabled = true;
    const values = {};
    for (const name in inputs) values[name] = inputs[name].value;
    model.send({ kind: "send", values });
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  form.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the notebook's own keys stay still while somebody writes
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); }
  });
  const load = (message) => {
    if (message.kind === "load") {
      for (const name in message.values) if (inputs[name]) inputs[name].value = message.values[name];
      if (message.focus) inputs[message.focus].focus();
    }
    if (message.kind === "said") {
      said.textContent = message.words;
      waiting = button.disabled = false;
    }
  };
  model.on("msg:custom", load);
  model.on("change:fields", fill);
  model.on("change:button", name);
  el.append(form);
  reach(el);
  return () => {
    model.off("msg:custom", load);
    model.off("change:fields", fill);
    model.off("change:button", name);
  };
}
export default { render };
