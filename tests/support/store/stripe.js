// A Stripe.js for tests. `window.result` is what the next confirmation returns.

window.Stripe = (key, { locale }) => ({
  elements: ({ clientSecret }) => ({
    create: () => ({
      mount(place) {
        place.textContent = `Card fields in ${locale} for ${key} and ${clientSecret}`;
      },
      destroy() {},
      on(event, listener) {
        if (event === "ready") setTimeout(listener);
      },
    }),
  }),
  confirmPayment: async () => window.result,
});
