// Shows every contract that this process serves; with several, the bar on top chooses one.
fetch("/api/docs/contracts.json")
  .then((answer) => answer.json())
  .then((contracts) =>
    SwaggerUIBundle({
      dom_id: "#swagger-ui",
      urls: contracts,
      presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
      layout: "StandaloneLayout",
      deepLinking: true,
      displayRequestDuration: true,
      // No badge: it would tell another host about us.
      validatorUrl: null,
    }),
  );
