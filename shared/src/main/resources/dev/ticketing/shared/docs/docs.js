// Shows every contract that is served where this page is; with several, the bar on top chooses one.
async function contracts() {
  const all = await (await fetch("/api/docs/contracts.json")).json();
  const served = await Promise.all(all.map(({ url }) => fetch(url).then((answer) => answer.ok, () => false)));
  return all.filter((contract, i) => served[i]);
}

contracts().then((urls) =>
  SwaggerUIBundle({
    dom_id: "#swagger-ui",
    urls,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    // Its logo brings a style of its own, which the page's Content-Security-Policy refuses.
    plugins: [() => ({ components: { Logo: () => null } })],
    layout: "StandaloneLayout",
    deepLinking: true,
    displayRequestDuration: true,
    // No badge: it would tell another host about us.
    validatorUrl: null,
  }),
);
