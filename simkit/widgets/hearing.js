// Whether somebody still hears what is done here. A page goes on looking alive when its kernel is
// gone; so it asks, after whatever is pressed and now and then, and says when no answer comes.

const OFTEN = 2000, EVERY = 15000, PATIENCE = 5000; // ms

function hear(model, box, signal) {
  const me = Math.random().toString(36).slice(2); // other pages may show the same console
  const lost = document.createElement("div");
  lost.className = "sk-lost";
  lost.hidden = true;
  lost.setAttribute("role", "alert");
  box.prepend(lost);
  let last = 0, waiting = 0;

  const missed = () => {
    const busy = box.closest(".sk-whole")?.querySelector(".sk-progress")?.getClientRects().length > 0;
    waiting = busy ? setTimeout(missed, PATIENCE) : 0;
    if (busy) return;
    const kept = model.get("kept"), page = document.body.hasAttribute("data-voila");
    lost.textContent = "No answer: the line is slow, or the run has lost its kernel. "
      + (kept ? `What you decided is saved in ${kept}. If this stays, `
          + `${page ? "reload the page" : "run the cell again"}: it offers to go on from there.`
        : "This run is not kept on disk.");
    lost.hidden = false;
  };
  const ask = () => {
    if (Date.now() - last < OFTEN) return;
    last = Date.now();
    waiting ||= setTimeout(missed, PATIENCE);
    model.send({ kind: "hear", from: me });
  };
  const answered = (message) => {
    if (message?.kind !== "heard" || message.from !== me) return;
    clearTimeout(waiting);
    waiting = 0;
    lost.hidden = true;
  };
  const beat = setInterval(ask, EVERY);
  const stop = () => {
    clearInterval(beat);
    clearTimeout(waiting);
    model.off("msg:custom", answered);
    lost.remove();
  };
  model.on("msg:custom", answered);
  box.addEventListener("click", ask, { capture: true, signal });
  box.addEventListener("keydown", ask, { capture: true, signal });
  signal?.addEventListener("abort", stop);
}
