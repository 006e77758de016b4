// A countdown through the phases of a hot wash, in the time of the room.
function render({ model, el }) {
  const face = document.createElement("div");
  face.className = "sk-timer";
  face.setAttribute("role", "timer");
  const two = (n) => String(n).padStart(2, "0");
  const draw = () => {
    const begun = model.get("begun");
    face.hidden = !begun;
    if (!begun) return;
    let gone = (Date.now() - begun) / 1000, left = 0, phase = "Time is up.";
    const rows = model.get("phases");
    const total = rows.reduce((sum, [, minutes]) => sum + minutes * 60, 0);
    let until = 0;
    for (const [words, minutes] of rows) {
      until += minutes * 60;
      if (gone < until) { phase = words; left = until - gone; break; }
    }
    const all = Math.max(0, Math.ceil(total - gone));
    const now = Math.ceil(left);
    face.innerHTML = "";
    const big = document.createElement("b");
    big.textContent = `${Math.floor(all / 60)}:${two(all % 60)}`;
    const words = document.createElement("span");
    words.textContent = left > 0 ? `${phase}, ${Math.floor(now / 60)}:${two(now % 60)} left` : phase;
    face.append(big, words);
  };
  const beat = setInterval(draw, 500);
  model.on("change:begun", draw);
  draw();
  el.append(face);
  return () => { clearInterval(beat); model.off("change:begun", draw); };
}
export default { render };
