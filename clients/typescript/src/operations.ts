/**
 * The operations of the API, by the names of the client's methods.
 *
 * Each is a method, a path, `?` if it has a query, and words that say how to send it:
 *
 * - `public`: needs no token
 * - `bare`: a POST or PUT without a body; `body`: a DELETE with one; `token`: takes a mailed token, and sends it as the body
 * - `value`: the first argument is the value to change, with its version; a path with an ID takes an ID or a value anyway
 * - `key`: takes an `Idempotency-Key`, so it can be sent again
 * - `safe`: can be sent again without a key; `once`: must not be sent again
 * - `session`: the response can have tokens or end the session; `open`: another session begins; `end`: the session ends
 *
 * test/operations.test.ts compares the table with the API document. The types of the methods are derived from both.
 */

const item = <Kind extends "addons" | "customizations" | "products" | "categories">(kind: Kind) =>
  ({
    /** Lists the items by name. */
    list: `GET /${kind}? public`,
    /** Returns one item. */
    get: `GET /${kind}/{id} public`,
    /** Creates an item. */
    create: `POST /${kind} key`,
    /** Replaces all fields of an item. */
    replace: `PUT /${kind}/{id}`,
    /** Changes some fields of an item. `null` resets a field to its default. */
    patch: `PATCH /${kind}/{id}`,
    /** Sets the stock of an item. */
    setStock: `PUT /${kind}/{id}/stock`,
    /** Deletes an item that nothing refers to. */
    delete: `DELETE /${kind}/{id}`,
  }) as const;

export const OPERATIONS = {
  menu: {
    /** Returns the whole menu, nested or flat. */
    get: "GET /menu? public",
  },
  health: {
    /** Returns whether the shop can serve requests, and its version. */
    get: "GET /health public",
  },
  store: {
    /** Returns what a storefront shows of the store: name, hours, taxes, and whether it is open. */
    get: "GET /store public",
    /** Returns the slots of a business day. */
    slots: "GET /store/slots? public",
    /** Returns all settings, with their version. */
    settings: "GET /store/settings",
    /** Replaces the settings. */
    replace: "PUT /store value",
    /** Changes some settings. */
    patch: "PATCH /store value",
    /** Takes no orders until a time, or makes new orders due later. */
    pause: "PUT /store/pause",
  },
  addons: item("addons"),
  customizations: item("customizations"),
  products: {
    ...item("products"),
    /** Adds pieces to the counted stock, or takes them. */
    adjustStock: "POST /products/{id}/stock/adjustments key",
  },
  categories: {
    ...item("categories"),
    /** Puts all categories in an order. */
    reorder: "PUT /categories/order",
  },
  orders: {
    /** Prices a cart, says when it can be ready, and lists what prevents the order. Writes nothing. */
    quote: "POST /orders/quote public safe",
    /** Places an order. Pass your own `key` to place it once even if the page is reloaded. */
    place: "POST /orders key",
    /** Returns the order of the link in a mail, without personal data. */
    track: "POST /orders/track public token safe",
    /** Returns the open orders by due time. */
    queue: "GET /orders/queue?",
    /** Lists the orders of a business day, newest first. */
    list: "GET /orders?",
    /** Returns an order with its customer, payment and history. */
    get: "GET /orders/{id}",
    /** Moves an order to its next status. */
    setStatus: "PUT /orders/{id}/status",
    /** Records a payment at the counter. */
    pay: "POST /orders/{id}/payments key",
    /** Cancels an order. */
    cancel: "POST /orders/{id}/cancellation safe",
    /** Returns money of a paid order. */
    refund: "POST /orders/{id}/refunds key",
    mine: {
      /** Lists one's own orders, newest first. */
      list: "GET /orders/mine?",
      /** Returns one's own order. Repeat it every `pollAfter` seconds to follow the order. */
      get: "GET /orders/mine/{id}",
      /** Cancels one's own order. */
      cancel: "POST /orders/mine/{id}/cancellation bare safe",
      /** Returns a cart with the same lines, and what is no longer offered. */
      reorder: "GET /orders/mine/{id}/reorder",
      /** Starts the payment by card of a pending order, or returns the one that is live. */
      startPayment: "POST /orders/mine/{id}/payments bare safe",
      /** Asks the payment provider what became of the payment, and returns the order. */
      refreshPayment: "POST /orders/mine/{id}/payments/refresh bare safe",
    },
  },
  auth: {
    /** Opens an account and its first session. */
    register: "POST /users/register public session open",
    /** Opens a session of an account. */
    logIn: "POST /users/login public session open",
    /** Opens a session without an account, for an order. */
    openGuest: "POST /users/guests bare public session open",
    /** Ends this session, or with `{ everywhere: true }` all sessions of the account. */
    logOut: "POST /users/logout session end",
    /** Mails a link that resets the password. */
    forgotPassword: "POST /users/password/forgot public",
    /** Sets a new password with a mailed token, and opens a session. Returns nothing if the account is frozen. */
    resetPassword: "POST /users/password/reset public session open",
    /** Changes the password. Ends all other sessions. */
    changePassword: "PUT /users/me/password once session",
  },
  email: {
    /** Removes an unverified account that somebody opened with another person's email. */
    disown: "POST /users/email/disown public token safe",
    /** Restores the email that an account had before. */
    undo: "POST /users/email/undo public token",
  },
  me: {
    /** Returns one's own profile. */
    get: "GET /users/me",
    /** Changes the profile. */
    patch: "PATCH /users/me value",
    /** Erases the account and all personal data. Guests pass no password. */
    erase: "DELETE /users/me body session end",
    /** Returns everything that is stored about the caller. */
    export: "GET /users/me/export",
    /** Requests another email. A link in a mail to it confirms the change. */
    changeEmail: "POST /users/me/email",
    /** Mails another link that verifies the email. */
    sendVerification: "POST /users/me/email/verification bare",
    /** Verifies the email, or confirms its change. */
    verifyEmail: "POST /users/me/email/verify token safe",
    addresses: {
      /** Lists the addresses. */
      list: "GET /users/me/addresses",
      /** Adds an address. */
      create: "POST /users/me/addresses key",
      /** Returns an address. */
      get: "GET /users/me/addresses/{id}",
      /** Replaces an address. */
      replace: "PUT /users/me/addresses/{id}",
      /** Deletes an address. */
      delete: "DELETE /users/me/addresses/{id}",
    },
    paymentMethods: {
      /** Lists the payment methods. */
      list: "GET /users/me/payment-methods",
      /** Adds a payment method: a token of the payment provider, never a card number. */
      create: "POST /users/me/payment-methods key",
      /** Deletes a payment method. */
      delete: "DELETE /users/me/payment-methods/{id}",
      /** Chooses the default. */
      makeDefault: "PUT /users/me/payment-methods/{id}/default bare",
    },
    loyalty: {
      /** Returns the balance of points. */
      get: "GET /users/me/loyalty",
      /** Redeems points. */
      redeem: "POST /users/me/loyalty/redemptions key",
      transactions: {
        /** Lists the changes of the balance, newest first. */
        list: "GET /users/me/loyalty/transactions?",
      },
    },
    sessions: {
      /** Lists the open sessions. */
      list: "GET /users/me/sessions",
      /** Ends a session. */
      end: "DELETE /users/me/sessions/{id}",
    },
  },
  users: {
    /** Lists the users, or finds one by email. */
    list: "GET /users?",
    /** Returns a user. */
    get: "GET /users/{id}",
    /** Freezes or unfreezes a user. */
    setStatus: "PUT /users/{id}/status",
    /** Sets the role of a user. */
    setRole: "PUT /users/{id}/role",
    /** Gives points to a user. */
    accruePoints: "POST /users/{id}/loyalty/accruals key",
  },
  analytics: {
    /** Reports sales and refunds of tills. Each `eventId` counts once. */
    sendEvents: "POST /analytics/events safe",
    /** Returns the figures of a range and of the range before. */
    summary: "GET /analytics/summary?",
    /** Returns figures by hour, day or month. */
    orders: "GET /analytics/orders?",
    /** Returns the best sellers. */
    products: "GET /analytics/products?",
    /** Returns the daily figures as CSV. */
    export: "GET /analytics/export?",
  },
} as const;
