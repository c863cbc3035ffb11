// The print button.
document.querySelectorAll(".print-now").forEach(function (button) {
  button.addEventListener("click", function () { window.print(); });
});
