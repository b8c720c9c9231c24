// Shows a page of a paper with the place that is spoken of, large, without leaving.

/** Let every link to a place open here. */
export function startViewer() {
  const dialog = document.getElementById("viewer");
  if (!dialog) return;
  const image = dialog.querySelector("img");
  const drawing = dialog.querySelector("svg");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.place");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });

  function open(link) {
    dialog.querySelector("bdi").textContent = link.dataset.title || "";
    drawing.replaceChildren();
    const mark = (link.dataset.mark || "").split(" ").map(Number);
    image.onload = () => {
      if (mark.length !== 4) return;
      const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      ["x", "y", "width", "height"].forEach((name, number) => box.setAttribute(name, mark[number]));
      drawing.append(box);
      box.scrollIntoView({ block: "center", inline: "center" });
    };
    image.src = link.getAttribute("href");
    dialog.showModal();
  }

  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => image.removeAttribute("src"));
}
