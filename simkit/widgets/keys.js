// The console's own keys: they act while the focus is in it, and nowhere else.

// What has the focus as a place of its own, by class: its name, and the letter that leads there.
const PLACES = [["sk-inbox", "Inbox", "i"], ["sk-feed", "What people say", "f"],
                ["sk-board", "What could it be", "d"], ["sk-team", "Team", "t"],
                ["sk-channels", "Channels", "c"], ["sk-you", "You", "y"],
                ["sk-deeds", "Do something else", "a"], ["sk-log", "What happened", ""]];
const PRESSED = { ".": "sk-step", n: "sk-next", u: "sk-back", "?": "sk-help" };
const NAMES = [[".sk-speed select", "Speed"], [".sk-past [role=slider]", "Minute to look at"],
               [".sk-telling [role=slider]", "Minute of the story"],
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

// A button may go away under the focus, with the question that it answered. The page would put the
// focus nowhere, and every key of the console out of reach: it stays near by instead.
function stay(box, signal) {
  let held = null;
  const near = () => {
    const lost = [document.body, held].includes(document.activeElement);
    if (!held || seen(held) || !lost) return;
    const panel = held.closest(".sk-panel");
    held = null;
    if (!go(all(box, ".sk-walk button")[0] ?? (panel && (
      all(panel, "button.mod-info")[0] ?? all(panel, "button")[0]))))
      box.focus({ preventScroll: true });
  };
  box.addEventListener("focusin", (event) => { held = event.target; });
  box.addEventListener("focusout", (event) => { if (seen(event.target)) held = null; });
  let looking = 0;
  const watch = new MutationObserver(() => {
    if (held) looking ||= requestAnimationFrame(() => { looking = 0; near(); });
  });
  watch.observe(box, { subtree: true, attributes: true, attributeFilter: ["style", "disabled"] });
  signal?.addEventListener("abort", () => watch.disconnect());
}

// Lab's own keys must not fire while somebody works in the console; Lab asks the element that has
// the focus, not what is around it. The console's own keys act inside it only.
function claim(model, el, signal, tries = 100) {
  const box = el.closest(".sk-console");
  if (!box && tries) return requestAnimationFrame(() => claim(model, el, signal, tries - 1));
  if (!box || box.dataset.claimed) return;
  box.dataset.claimed = "yes";
  hear(model, box, signal);
  stay(box, signal);
  box.tabIndex = -1;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Outage console, an exercise");
  for (const [name, words] of PLACES) {
    const panel = box.querySelector(`.${name}`);
    panel?.setAttribute("role", "region");
    panel?.setAttribute("aria-label", words);
    if (panel) panel.tabIndex = -1;
  }
  for (const scrolls of box.querySelectorAll(".sk-col, .sk-body, .sk-inbox")) scrolls.tabIndex = 0;
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
  const whole = box.closest(".sk-whole") ?? box; // the debrief stands below the console
  const name = () => NAMES.forEach(([what, words]) => whole.querySelectorAll(what).forEach((each) =>
    each.setAttribute("aria-label", words)));
  let naming = 0;
  new MutationObserver(() => { naming ||= requestAnimationFrame(() => { naming = 0; name(); }); })
    .observe(whole, { childList: true, subtree: true });
  name();
  const feed = box.querySelector(".sk-feed");
  const reading = (on) => () => { model.set("reading", on); model.save_changes(); };
  feed?.addEventListener("pointerenter", reading(true));
  feed?.addEventListener("pointerleave", reading(false));
  if (model.get("seen")) return;
  box.scrollIntoView({ block: "start" }); // a notebook shows the next cell once one was run
  model.set("seen", true);
  model.save_changes();
}
