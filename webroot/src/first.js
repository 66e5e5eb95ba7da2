// Before anything is painted: the colours that were chosen here (state/theme.ts), or the page would flash in others.
try {
  const theme = localStorage.getItem('theme');
  if (theme) {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // A browser that keeps nothing follows the device.
}
