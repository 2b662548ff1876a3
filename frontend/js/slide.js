// A slider beside a number field: data-slide ends its scale, data-now is where it stands while the field is empty.
function slider(field) {
  const { slide, now, step } = field.dataset;
  const range = Object.assign(document.createElement("input"), { type: "range", min: 0, max: slide, step });
  range.value = field.value || now || slide;
  range.setAttribute("aria-label", field.labels[0].firstChild.textContent.trim());
  range.addEventListener("input", () => {
    field.value = range.value;
  });
  field.addEventListener("input", () => {
    range.value = field.value || now || slide;
  });
  return range;
}

export function watchSlides() {
  for (const field of document.querySelectorAll("input[data-slide]")) {
    const row = document.createElement("div");
    row.className = "rng";
    field.before(row);
    row.append(slider(field), field);
  }
}
