// Shows every contract that this process serves; with several, the bar on top chooses one.
fetch("/api/docs/contracts.json")
  .then((answer) => answer.json())
  .then((contracts) =>
    SwaggerUIBundle({
      dom_id: "#swagger-ui",
      urls: contracts,
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
