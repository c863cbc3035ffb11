// Stands where Voilà's front end looks for MathJax: without an address it would take one
// outside, or send 0.2 MB of its own. The apps show no formulas.
window.MathJax = {
  Ajax: {},
  Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} }, config: {} },
};
