// Written by `make openapi` from docs/openapi.json. Do not change it by hand.

export interface paths {
    "/addons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List addons
         * @description Returns addons, sorted by name. `name` is a prefix, without regard to case. With `inStock`, a page can have fewer items than `limit` although there are more pages.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as `cursor`, with the same filters, to get the next page.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listAddons"];
        put?: never;
        /**
         * Create an addon
         * @description The name is unique among addons, without regard to case.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect.
         */
        post: operations["createAddon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/addons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an addon
         * @description Returns one addon.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getAddon"];
        /**
         * Replace an addon
         * @description Sets all fields. An omitted field gets its default value.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["replaceAddon"];
        post?: never;
        /**
         * Delete an addon
         * @description Deletes the addon. One that other items refer to cannot be deleted.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        delete: operations["deleteAddon"];
        options?: never;
        head?: never;
        /**
         * Change fields of an addon
         * @description Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). Null resets a field to its default value. A list is replaced as a whole. The media type can be `application/json` or `application/merge-patch+json`.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        patch: operations["patchAddon"];
        trace?: never;
    };
    "/addons/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the stock of an addon
         * @description Sets whether the addon is in stock, without reading it first. Other fields keep their values.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["setStockOfAddon"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report orders and refunds
         * @description Accepts all events of a request, or none. An `eventId` counts once, forever: after a lost response, send the same events again. An order counts once as well: a second event with the same `type`, `orderId`, `occurredAt` and total is repeated, whatever its `eventId`. A refund is an event of its own; its amounts are the refunded amounts. `occurredAt` determines the hour and day of an event, no matter when it arrives; it is at most a day in the future. The reports include the events within seconds.
         *
         *     **Access:** an admin's bearer token.
         */
        post: operations["takeEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export daily figures as CSV
         * @description Returns one line per day. Amounts are in minor units. `from` and `to` are days in the shop's time zone, both included. Without `to`, the range ends today. Without `from`, it is that one day. The range has at most 366 days.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["exportDailyFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get figures over time
         * @description Returns lists with one value per hour, day or month, including empty ones. `from` and `to` are days in the shop's time zone, both included. Without `to`, the range ends today. Without `from`, it is that one day. The range has at most 366 days, or 31 days by hour. A day has 23 or 25 hours when clocks change.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the best sellers
         * @description Returns the products with the highest revenue and with the highest quantity. `from` and `to` are days in the shop's time zone, both included. Without `to`, the range ends today. Without `from`, it is that one day. The range has at most 366 days.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getBestSellers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the figures of a range
         * @description Returns the sums of the range, and the same figures of the days before it. `from` and `to` are days in the shop's time zone, both included. Without `to`, the range ends today. Without `from`, it is that one day. Whole months are compared with as many whole months, other ranges with as many days. The range has at most 366 days.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List categories
         * @description Returns categories, sorted by name. `name` is a prefix, without regard to case. With `inStock`, a page can have fewer items than `limit` although there are more pages.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as `cursor`, with the same filters, to get the next page.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listCategories"];
        put?: never;
        /**
         * Create a category
         * @description The name is unique among categories, without regard to case. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect.
         */
        post: operations["createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Order the categories
         * @description Takes the id of every category exactly once and sets `position` of all categories, or of none. One request moves at most 100 categories.
         *
         *     **Access:** an admin's bearer token.
         */
        put: operations["orderCategories"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a category
         * @description Returns one category.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getCategory"];
        /**
         * Replace a category
         * @description Sets all fields. An omitted field gets its default value. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["replaceCategory"];
        post?: never;
        /**
         * Delete a category
         * @description Deletes the category. One with more than 90 references must be emptied first.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        /**
         * Change fields of a category
         * @description Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). Null resets a field to its default value. A list is replaced as a whole. The media type can be `application/json` or `application/merge-patch+json`. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        patch: operations["patchCategory"];
        trace?: never;
    };
    "/categories/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the stock of a category
         * @description Sets whether the category is in stock, without reading it first. Other fields keep their values.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["setStockOfCategory"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customizations
         * @description Returns customizations, sorted by name. `name` is a prefix, without regard to case. With `inStock`, a page can have fewer items than `limit` although there are more pages.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as `cursor`, with the same filters, to get the next page.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listCustomizations"];
        put?: never;
        /**
         * Create a customization
         * @description The name is unique among customizations, without regard to case. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect.
         */
        post: operations["createCustomization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customization
         * @description Returns one customization.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getCustomization"];
        /**
         * Replace a customization
         * @description Sets all fields. An omitted field gets its default value. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["replaceCustomization"];
        post?: never;
        /**
         * Delete a customization
         * @description Deletes the customization. One that other items refer to cannot be deleted. One with more than 90 references must be emptied first.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        delete: operations["deleteCustomization"];
        options?: never;
        head?: never;
        /**
         * Change fields of a customization
         * @description Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). Null resets a field to its default value. A list is replaced as a whole. The media type can be `application/json` or `application/merge-patch+json`. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        patch: operations["patchCustomization"];
        trace?: never;
    };
    "/customizations/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the stock of a customization
         * @description Sets whether the customization is in stock, without reading it first. Other fields keep their values.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["setStockOfCustomization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the health
         * @description Returns the version and the release, after one read from the database. The answer is 503 if the database does not respond within 4 seconds. Use it for monitoring.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/menu": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the menu
         * @description Returns categories with their products, customizations and addons, in order, and what is available now. It leaves out products without a category. A change of the catalogue shows within 2 seconds. Use it for shop pages.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getMenu"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a day's orders
         * @description Returns the orders of a business day, newest first, without names. A new order can be missing for a moment.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as `cursor`, with the same filters, to get the next page.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Place an order
         * @description Prices the cart again, takes its products from stock, reserves its slot and places the order: all of it, or nothing. An order that is paid at the counter is `placed`, or `accepted` if the store accepts orders at once. One that is paid by card is `pending`: it is reserved until `holdUntil`, and the shop gets it when the card is authorized (`POST /orders/mine/{id}/payments`). It replaces an earlier order of the caller that still waits for its card. `expectedTotal` is the total of the quote that the customer has seen. If the order has another total now, it is refused with the new quote. If anything else prevents it, it is refused with all problems, as in a quote. Guests have to send their name and email; staff place orders for people at the counter. The order is mailed to the email, with a link to track it; a pending one is mailed when it is placed. `Location` is the path under which the caller can read the order.
         *
         *     **Access:** the bearer token of any user or guest.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect. The key is required.
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your orders
         * @description Returns the caller's orders, newest first. A new order can be missing for a moment.
         *
         *     **Access:** the bearer token of a guest or a customer.
         *
         *     **Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as `cursor`, with the same filters, to get the next page.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listOwnOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/mine/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your order
         * @description Returns an order of the caller. Poll it with `If-None-Match` every `pollAfter` seconds while a page shows it.
         *
         *     **Access:** the bearer token of a guest or a customer.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getOwnOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/mine/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel your order
         * @description Cancels an order of the caller until the shop has accepted it, or until it prepares it: `cancelUntil` of the order says which. Only the staff cancel an order that is paid at the counter, because they return the money. A card is not charged, or gets a refund. A canceled order is not changed, so the request can be repeated.
         *
         *     **Access:** the bearer token of a guest or a customer.
         */
        post: operations["cancelOwnOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/mine/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the payment of your order
         * @description Starts the payment of a pending order of the caller at the payment provider, or returns the one that is live. The browser then takes the card with the provider's script: no card data passes the shop. An order has one payment at most, so the request needs no `Idempotency-Key` and can be repeated as it is, also after an answer was lost. A declined card ends nothing: the same payment takes another card.
         *
         *     **Access:** the bearer token of a guest or a customer.
         */
        post: operations["startPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/mine/{id}/payments/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh the payment of your order
         * @description Asks the payment provider what became of the payment, applies it and returns the order. Call it when the provider's script reports success: the order is then `placed`, or `accepted` if the store accepts orders at once, without waiting for the provider's event. It changes nothing if nothing has happened, so the request can be repeated. For an order without a payment, it returns the order.
         *
         *     **Access:** the bearer token of a guest or a customer.
         */
        post: operations["refreshPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/mine/{id}/reorder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Order the same again
         * @description Returns a body for `POST /orders/quote` with the lines of an earlier order, and lists what the shop does not offer any more. The quote says the current prices, and what is sold out.
         *
         *     **Access:** the bearer token of a guest or a customer.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["reorder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the kitchen's queue
         * @description Returns all open orders by due time. Poll it with `If-None-Match` every `pollAfter` seconds: a screen that misses a response is up to date with the next one.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Quote an order
         * @description Prices a cart with the current catalogue, and says when it can be ready. The response is 200 for every well-formed cart, also for one that cannot be ordered: then `problems` lists everything that prevents the order. Lines that are not available are left out of `lines` and `totals`. A line that only lacks a choice is priced as sent. Nothing is written or reserved. The codes of problems are `unknown_product`, `not_available` (marked out of stock), `out_of_stock` (`available` pieces are left), `choice_missing`, `choice_too_many`, `choice_not_offered`, `tip_too_high`, `fulfilment_not_offered`, `store_closed` (`opensAt`), `slot_full` (`next`), `too_soon` (`earliest`), `too_far_ahead` (`lastDay`); only when an order is placed: `payment_not_offered`.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["quoteOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Track an order
         * @description Returns the order that the link in a mail belongs to, without personal data. The link works for 30 days.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["trackOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an order
         * @description Returns an order with its payments and its history. Personal data is kept for 180 days.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order
         * @description Cancels an order that has not ended, and frees its slot. The pieces return to the stock; from `preparing` on they do only with `restock`. A payment at the counter is returned there. A card that is authorized is not charged, and one that is charged gets a refund. If the order was ready, the payment stays, and an admin decides about a refund. While a card is being charged, the response is 409 `payment_in_progress`. The reports subtract the order unless the payment stays, and a mail tells the buyer the reason. A canceled order is not changed, so the request can be repeated.
         *
         *     **Access:** the bearer token of staff or an admin.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a payment at the counter
         * @description Records that an open order was paid in cash or at the card terminal: one that is paid at the counter, or whose card could not be charged. The status does not change. An amount in cash is rounded to the smallest coin of the shop's settings, and the difference is part of the total.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect. The key is required.
         */
        post: operations["payOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund an order
         * @description Returns a part of a paid order, or all of it: pieces of its lines with their taxes, the tip and the delivery fee, or an amount. The pieces of a line are worth its total to the cent, in whatever portions they are refunded. After a refund by an amount, pieces are worth as much as before, but never more than the rest of the payment. A refund of all that is left returns the rest, cash rounding included.
         *
         *     Money of a card returns to the card: the refund is `pending` until the payment provider confirms it. It can still fail, also later; then it can be made again. Of a payment at the counter, the refund records that the money was handed out, so it has succeeded at once.
         *
         *     The reports subtract a refund when it has succeeded, and a mail tells the buyer. The status of the order does not change.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect. The key is required.
         */
        post: operations["refundOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Move an order
         * @description Moves an order forward: `placed` → `accepted` → `preparing` → `ready` → `completed`. From `accepted` on, `preparing` and `ready` can be skipped. The one step back is from `ready` to `preparing`. The status that the order has already changes nothing, so the request can be repeated.
         *
         *     An order that is not paid cannot be completed. With `paid`, the same request records the payment. Cash is rounded to the smallest coin of the shop's settings, and the difference is part of the total. A card that is only authorized is charged once the order is `accepted`.
         *
         *     A mail tells the buyer that the order is accepted, and that it is ready to be picked up.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["setOrderStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List products
         * @description Returns products, sorted by name. `name` is a prefix, without regard to case. `category` selects the products of one category. With `inStock`, a page can have fewer items than `limit` although there are more pages.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as `cursor`, with the same filters, to get the next page.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listProducts"];
        put?: never;
        /**
         * Create a product
         * @description The name is unique among products, without regard to case. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect.
         */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a product
         * @description Returns one product.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getProduct"];
        /**
         * Replace a product
         * @description Sets all fields. An omitted field gets its default value. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["replaceProduct"];
        post?: never;
        /**
         * Delete a product
         * @description Deletes the product. One that other items refer to cannot be deleted. One with more than 90 references must be emptied first.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        delete: operations["deleteProduct"];
        options?: never;
        head?: never;
        /**
         * Change fields of a product
         * @description Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). Null resets a field to its default value. A list is replaced as a whole. The media type can be `application/json` or `application/merge-patch+json`. One request adds or removes at most 90 references.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        patch: operations["patchProduct"];
        trace?: never;
    };
    "/products/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the stock of a product
         * @description Sets whether the product is in stock, without reading it first. Other fields keep their values.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["setStockOfProduct"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{id}/stock/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adjust the stock of a product
         * @description Adds pieces to the quantity, or takes them, while the shop sells: no sale and no other change is lost. `inStock` stays as it is. A result above 1,000,000 is rejected.
         *
         *     **Access:** the bearer token of staff or an admin.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect. The key is required.
         */
        post: operations["adjustStockOfProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the store
         * @description Returns what a storefront shows: name, address, hours, closures, taxes, tips, and whether the store is open. Orders that are due now are taken while `open` is true and `paused` is false. The `ETag` starts with the version of the settings, and can be the `If-Match` of a change. Times of `hours` are in `timeZone`.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getStore"];
        /**
         * Replace the settings
         * @description Sets all settings. A field that is left out gets its default. A tax category that products use cannot be left out: the response is 409 `in_use`, with the IDs of the products in `dependants`. Orders that were placed stay as they are.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["replaceStore"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings
         * @description Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). Lists are replaced as a whole. A tax category that products use cannot be left out: the response is 409 `in_use`, with the IDs of the products in `dependants`. The media type can be `application/json` or `application/merge-patch+json`.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        patch: operations["patchStore"];
        trace?: never;
    };
    "/store/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Pause the store
         * @description Takes no new orders until a time, or makes new orders due later. An empty object ends the pause. Orders that were placed stay as they are. The last write wins.
         *
         *     **Access:** the bearer token of staff or an admin.
         */
        put: operations["pauseStore"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the settings
         * @description Returns all settings, also those that customers do not see. Before the first change, these are the defaults: always open, pickup only, free of tax.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getStoreSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the slots of a day
         * @description Returns all slots of a business day, which can end after midnight. The day is at most `maxDaysAhead` days ahead. An order can be due in a `free` slot.
         *
         *     **Access:** public. No token is needed.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listSlots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Returns users by registration. With `email`, it returns the one user with this email, in any spelling, or an empty list.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as `cursor`, with the same filters, to get the next page.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/email/disown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove an account that somebody else registered with your email
         * @description Removes an unverified account and everything in it, with the token from its welcome mail. The account of a verified email cannot be removed this way. After a 503, send the request again: it continues where it stopped. A repeated request succeeds.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["disownAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/email/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a change of the email
         * @description Gives an account the email back that it had before a change, with the token from the notice of the change. The token works once, within seven days, also after another change. All sessions end, the password does not work any more, and the restored email gets a token for `resetPassword`. If an unverified account has the email now, it is removed.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["undoEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/guests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a session as a guest
         * @description Starts a session without an account, to place an order and follow it. The guest has no email, no password and no name. The session ends after 30 days, even if it is refreshed. A guest reaches their own orders, `getProfile`, `exportAccount`, `eraseAccount` and `logOut`; everything else of an account needs a registration.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["openGuest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Starts a session. A wrong password and an unknown email get the same response. Five failed attempts within 24 hours lock the account: from then on, the response is 403 `account_frozen`, also for the correct password. A password reset unlocks it, and open sessions go on. An account that an admin froze also gets `account_frozen`; only an admin can unfreeze it.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the session of the token. With `everywhere`, it ends all sessions of the user. The body is optional.
         *
         *     **Access:** the bearer token of any user or guest.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your profile
         * @description Returns the user that the token belongs to.
         *
         *     **Access:** the bearer token of any user or guest.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        /**
         * Erase your account
         * @description Erases the account and all personal data in it. This cannot be undone. The body repeats the password, so that a stolen token is not enough; a guest sends no body. The fifth wrong password within 24 hours ends the session. Orders stay without anything about the user; an order that is not finished prevents the erasure. After a 503, send the request again: it continues where it stopped. The last active admin cannot be erased.
         *
         *     **Access:** the bearer token of any user or guest.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        delete: operations["eraseAccount"];
        options?: never;
        head?: never;
        /**
         * Change your profile
         * @description Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). `phone: null` removes the phone number. The media type can be `application/json` or `application/merge-patch+json`.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        patch: operations["patchProfile"];
        trace?: never;
    };
    "/users/me/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your addresses
         * @description Returns all addresses, oldest first, in one page. A user has at most 20.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listAddresses"];
        put?: never;
        /**
         * Add an address
         * @description A user has at most 20 addresses; another one is rejected with 422. An address with `default` true replaces the previous default.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect.
         */
        post: operations["createAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/addresses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an address
         * @description Returns one of the user's addresses. The `ETag` of the default address is its version and `-default`, as in `"3-default"`.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getAddress"];
        /**
         * Replace an address
         * @description Sets all fields. An omitted field gets its default value.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["replaceAddress"];
        post?: never;
        /**
         * Delete an address
         * @description Deletes the address. If it was the default, the user has no default until another one is chosen.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        delete: operations["deleteAddress"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your email
         * @description Mails a token for `verifyEmail` to the new email. The account keeps its email until that token is used, within 24 hours. A new request replaces an earlier one. The change is cancelled when all sessions are ended, for example by a new password. The old email gets a notice with a token for `undoEmailChange`, if it was verified. Another spelling of the same email applies at once, without a mail. The fifth wrong password within 24 hours ends this session.
         *
         *     **Access:** the bearer token of any user.
         */
        post: operations["changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/email/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request another verification mail
         * @description Mails another token for `verifyEmail`, which replaces the earlier one. A mailbox gets up to three of these mails in 24 hours.
         *
         *     **Access:** the bearer token of any user.
         */
        post: operations["sendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify your email
         * @description Marks the email of the user as verified, with the token from the welcome or verification mail. The token from the mail of `changeEmail` gives the account its new email. A token belongs to one account. A repeated request succeeds.
         *
         *     **Access:** the bearer token of any user.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export your data
         * @description Returns all stored data about the user (GDPR articles 15 and 20): profile, addresses, payment methods, points, orders, sessions, stored responses and sent mails. Tokens, passwords and links are left out.
         *
         *     **Access:** the bearer token of any user or guest.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["exportAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/loyalty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your points
         * @description Returns the balance. It is 0 for a user who never got points.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getLoyalty"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/loyalty/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem points
         * @description Takes points off the user's balance, at most as many as there are.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect. The key is required.
         */
        post: operations["redeemPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/loyalty/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your point transactions
         * @description Returns the ledger, newest entry first.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as `cursor`, with the same filters, to get the next page.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listPointsTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password
         * @description Sets a new password for a user who knows the current one. It ends all other sessions. This session continues with the tokens of the response; its earlier tokens are invalid. A weak password is rejected with 422 and the reason at `/newPassword`. The fifth wrong password within 24 hours ends this session.
         *
         *     **Access:** the bearer token of any user.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your payment methods
         * @description Returns all payment methods, oldest first, in one page. A user has at most 20.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listPaymentMethods"];
        put?: never;
        /**
         * Add a payment method
         * @description Collect the card with the form of your payment provider, and send the provider's token and the data that identifies the card. A card number or security code anywhere in the body is rejected with 422; it is neither stored nor logged. A user has at most 20 payment methods. An expired card is rejected.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect.
         */
        post: operations["createPaymentMethod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/payment-methods/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a payment method
         * @description Deletes the payment method. If it was the default, the user has no default until another one is chosen.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        delete: operations["deletePaymentMethod"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/payment-methods/{id}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose the default payment method
         * @description Makes the payment method the default instead of the previous one.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["makePaymentMethodDefault"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sessions
         * @description Returns the open sessions of the user, newest first.
         *
         *     **Access:** the bearer token of any user.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sessions
         * @description Ends a session, for example on a lost phone. Its tokens are invalid at once.
         *
         *     **Access:** the bearer token of any user.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a password reset
         * @description Mails a reset token, valid for an hour. The response is the same with and without an account. If a mailbox gets such mails and nobody uses them, the shop waits 1, 5, 15 and then 45 minutes before it sends another one. So the latest token is always valid.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset the password
         * @description Sets a new password with the token from a reset mail, unlocks the account, ends every session and opens a new one. A token works once. A weak password is rejected with 422 and the reason at `/newPassword`; the token stays valid. The token proves the mailbox, so the email is verified then. If it was not verified before, somebody else may have registered it: addresses, payment methods, phone and names are removed, and `removed` names what there was. If an admin has frozen the account, the response is 204 without a session: the password is set, and the account stays frozen.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get new tokens
         * @description Exchanges a refresh token for the next tokens of the session. A client that did not get the response, or two tabs that refresh at once, can repeat the request for 60 seconds: it returns the same refresh token again, until that one is used. After that, a used token looks stolen and ends the session. A session ends after 30 days without a refresh, and after 180 days in any case. After a 403, ask the user to log in. With `X-Bodega-Session`, the refresh token is read from the cookie of the page, and a body is rejected with 400. If the session has ended, the response deletes the cookie.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register an account
         * @description Opens an account for a customer, logs the customer in and sends a welcome mail. The mail contains a token for `verifyEmail`. The address is unique without regard to case. One of the two names is enough. A password that is common, easy to guess or mostly the email, a name or the shop's name is rejected with 422 and the reason at `/password`. After a lost response, log in: a repeated registration gets 409 `email_taken`.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user
         * @description Returns one user.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a body. With an `If-Match` that does not name the current `ETag`, it is 412.
         *
         *     **HEAD** returns the same status and headers without a body.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/loyalty/accruals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give points to a user
         * @description Adds points to a user's balance. The user can read the reason.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect. The key is required.
         */
        post: operations["accruePoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the role of a user
         * @description Makes the user an admin, staff or a customer, and ends all sessions of the user. The last active admin cannot be demoted.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["setUserRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Freeze or unfreeze a user
         * @description Sets the status and ends all sessions of the user. `active` also unlocks an account that failed log-ins locked. The last active admin cannot be frozen.
         *
         *     **Access:** an admin's bearer token.
         *
         *     **Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is 412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.
         */
        put: operations["setUserStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive an event of the payment provider
         * @description The webhook of the payment provider, which sends its events in its own format and signs them. The shop applies an event once, however often and in whatever order events come. An event that does not concern an order is 204, too.
         *
         *     **Access:** public. No token is needed.
         */
        post: operations["receivePaymentEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The access token of a session whose refresh token is in a cookie. */
        AccessToken: {
            /** @description Send it as `Authorization: Bearer …` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
        };
        /** @description All stored data about a user, without secrets. */
        AccountExport: {
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            exportedAt: string;
            user: components["schemas"]["User"];
            /** @description The change that waits for its confirmation */
            emailChange: components["schemas"]["PendingEmailChange"] | null;
            addresses: components["schemas"]["Address"][];
            paymentMethods: components["schemas"]["PaymentMethod"][];
            loyalty: components["schemas"]["ExportedLoyalty"];
            sessions: components["schemas"]["Session"][];
            /** @description Stored for a day, so that requests can be repeated */
            requests: components["schemas"]["ExportedRequest"][];
            orders: components["schemas"]["ExportedOrder"][];
            mails: components["schemas"]["ExportedMail"][];
            /** @description Within 24 hours */
            failedLogIns: number;
        };
        /** @description The account is frozen. Offer a password reset. */
        AccountFrozenProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:account_frozen";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 403;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "account_frozen";
        };
        /** @description An extra that customers can add to a product. */
        Addon: {
            /** @example add_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name: string;
            /**
             * @description Text for customers
             * @default
             * @example Barista style, from Quebec oats.
             */
            description: string;
            /**
             * @description Whether it is in stock
             * @default true
             */
            inStock: boolean;
            /** @description Added to the price of the product */
            price: components["schemas"]["Money"];
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
        };
        AddonFields: {
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name: string;
            /**
             * @description Text for customers
             * @default
             * @example Barista style, from Quebec oats.
             */
            description?: string;
            /**
             * @description Whether it is in stock
             * @default true
             */
            inStock?: boolean;
            /** @description Added to the price of the product */
            price: components["schemas"]["Money"];
        };
        AddonPage: {
            items: components["schemas"]["Addon"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `AddonFields` keep their values. */
        AddonPatch: {
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name?: string;
            /**
             * @description Text for customers
             * @example Barista style, from Quebec oats.
             */
            description?: string | null;
            /** @description Whether it is in stock */
            inStock?: boolean | null;
            /** @description Added to the price of the product */
            price?: components["schemas"]["MoneyPatch"];
        };
        /** @description A postal address of the user. */
        Address: {
            /**
             * @description Recipient
             * @default null
             * @example Ada Lovelace
             */
            name: string | null;
            /**
             * @description Street and number
             * @example 12 Rue Saint-Paul
             */
            line1: string;
            /**
             * @default null
             * @example Apt 3
             */
            line2: string | null;
            /**
             * @description ISO 3166-1 alpha-2 code
             * @example CA
             * @enum {string}
             */
            country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
            /**
             * @description Required, except in AG, GI, HK, KY, MC, MO, NR, SG, SM, VA, VG
             * @default null
             * @example Montréal
             */
            city: string | null;
            /**
             * @description Province, state or county
             * @default null
             * @example QC
             */
            region: string | null;
            /**
             * @default null
             * @example H2Y 1G9
             */
            postalCode: string | null;
            /** @default null */
            phone: string | null;
            /**
             * @description For the delivery
             * @default
             */
            instructions: string;
            /**
             * Default
             * @description Whether it is preselected. At most one is.
             * @default false
             */
            default: boolean;
            /** @example adr_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** @description A postal address. Every address has the first line and the country, and a city unless the country has none. */
        AddressFields: {
            /**
             * @description Recipient
             * @default null
             * @example Ada Lovelace
             */
            name?: string | null;
            /**
             * @description Street and number
             * @example 12 Rue Saint-Paul
             */
            line1: string;
            /**
             * @default null
             * @example Apt 3
             */
            line2?: string | null;
            /**
             * @description ISO 3166-1 alpha-2 code
             * @example CA
             * @enum {string}
             */
            country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
            /**
             * @description Required, except in AG, GI, HK, KY, MC, MO, NR, SG, SM, VA, VG
             * @default null
             * @example Montréal
             */
            city?: string | null;
            /**
             * @description Province, state or county
             * @default null
             * @example QC
             */
            region?: string | null;
            /**
             * @default null
             * @example H2Y 1G9
             */
            postalCode?: string | null;
            /** @default null */
            phone?: string | null;
            /**
             * @description For the delivery
             * @default
             */
            instructions?: string;
            /**
             * Default
             * @description Whether it is preselected. At most one is.
             * @default false
             */
            default?: boolean;
        };
        AddressPage: {
            items: components["schemas"]["Address"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description An amount that is negative if refunds exceed orders. */
        Amount: {
            /** @description Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99 */
            amount: number;
            /**
             * @description ISO 4217 code
             * @example CAD
             */
            currency: string;
        };
        /** @description The service behind this route failed. Check the result of a change before you repeat it. */
        BadGatewayProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:bad_gateway";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 502;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "bad_gateway";
        };
        /** @description The points of a user. */
        Balance: {
            /** @description Points that can be redeemed: `lifetime` minus `redeemed` */
            balance: number;
            /** @description All points that the user ever got */
            lifetime: number;
            /** @description All points that the user ever redeemed */
            redeemed: number;
        };
        /** @description The best sellers by revenue and by quantity. */
        BestSellers: {
            /**
             * Format: date
             * @description First day
             * @example 2026-01-31
             */
            from: string;
            /**
             * Format: date
             * @description Last day, included
             * @example 2026-01-31
             */
            to: string;
            /**
             * @description The shop's time zone (IANA)
             * @example America/Toronto
             */
            timeZone: string;
            /**
             * @description ISO 4217 code
             * @example CAD
             */
            currency: string;
            /**
             * @description Digits of the currency's minor unit (ISO 4217): with 2, the amount 1299 is 12.99
             * @example 2
             */
            currencyDigits: number;
            byRevenue: components["schemas"]["Ranking"];
            byQuantity: components["schemas"]["Ranking"];
            totals: components["schemas"]["ProductTotals"];
        };
        CancellationFields: {
            /**
             * @description The mail to the buyer says it
             * @enum {string}
             */
            reason: "out_of_stock" | "closing" | "customer" | "other";
            /**
             * @description For the staff
             * @default null
             * @example The oven is broken
             */
            note?: string | null;
            /**
             * @description Whether the pieces return to the stock. By default, only until the order is being prepared
             * @default null
             */
            restock?: boolean | null;
        };
        /** @description The most that one slot takes. */
        CapacityFields: {
            /**
             * @description What is counted: orders, or their pieces
             * @enum {string}
             */
            unit: "orders" | "items";
            /** @example 20 */
            perSlot: number;
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `CapacityFields` keep their values. */
        CapacityPatch: {
            /**
             * @description What is counted: orders, or their pieces
             * @enum {string}
             */
            unit?: "orders" | "items";
            /** @example 20 */
            perSlot?: number;
        };
        /** @description All categories in their new order. */
        CategoriesInOrder: {
            items: components["schemas"]["Category"][];
            /** @description Always null: the response is complete. */
            nextCursor: null;
        };
        /** @description A section of the menu. */
        Category: {
            /** @example cat_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name: string;
            /**
             * @description Text for customers
             * @default
             * @example Barista style, from Quebec oats.
             */
            description: string;
            /**
             * @description Whether it is in stock
             * @default true
             */
            inStock: boolean;
            /**
             * @description IDs of the products, in order. One request adds or removes at most 90.
             * @default []
             */
            productIds: string[];
            /**
             * @description Place in the menu, from 0. Null: after all categories with a position, oldest first
             * @default null
             */
            position: number | null;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
        };
        CategoryFields: {
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name: string;
            /**
             * @description Text for customers
             * @default
             * @example Barista style, from Quebec oats.
             */
            description?: string;
            /**
             * @description Whether it is in stock
             * @default true
             */
            inStock?: boolean;
            /**
             * @description IDs of the products, in order. One request adds or removes at most 90.
             * @default []
             */
            productIds?: string[];
            /**
             * @description Place in the menu, from 0. Null: after all categories with a position, oldest first
             * @default null
             */
            position?: number | null;
        };
        CategoryOrder: {
            /** @description The ID of every category once, in the new order */
            categoryIds: string[];
        };
        CategoryPage: {
            items: components["schemas"]["Category"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `CategoryFields` keep their values. */
        CategoryPatch: {
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name?: string;
            /**
             * @description Text for customers
             * @example Barista style, from Quebec oats.
             */
            description?: string | null;
            /** @description Whether it is in stock */
            inStock?: boolean | null;
            /** @description IDs of the products, in order. One request adds or removes at most 90. */
            productIds?: string[] | null;
            /** @description Place in the menu, from 0. Null: after all categories with a position, oldest first */
            position?: number | null;
        };
        ChoiceFields: {
            /** @description The ID of an addon of the customization */
            addonId: string;
            /**
             * @description How often one piece has the addon
             * @default 1
             */
            quantity?: number;
        };
        /** @description Too few addons of a customization are chosen. */
        ChoiceMissing: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "choice_missing";
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            customizationId: string;
            /** @description The fewest addons */
            minimum: number;
        };
        /** @description The product has no such customization, or that has no such addon, or it is listed twice. */
        ChoiceNotOffered: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "choice_not_offered";
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            customizationId: string;
            /** @example add_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            addonId?: string;
        };
        /** @description Too many addons of a customization are chosen, or one addon is chosen too often. */
        ChoiceTooMany: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "choice_too_many";
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            customizationId: string;
            /** @example add_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            addonId?: string;
            /** @description The most addons, or how often the addon can be chosen */
            maximum: number;
        };
        /** @description Days on which no span begins. The night before ends as usual. */
        ClosureFields: {
            /**
             * Format: date
             * @description First day
             * @example 2026-12-24
             */
            from: string;
            /**
             * Format: date
             * @description Last day, included. Without it, the first day
             * @default null
             * @example 2026-12-26
             */
            to?: string | null;
            /**
             * @default null
             * @example Christmas
             */
            reason?: string | null;
        };
        CounterPaymentFields: {
            /**
             * @description How the customer pays at the counter
             * @enum {string}
             */
            method: "cash" | "terminal";
            /**
             * @description The cash that the customer gave. Without it, exactly the amount due
             * @default null
             */
            received?: components["schemas"]["Money"] | null;
        };
        /** @description The person who gets the order. Guests have to name themselves and their email. */
        CustomerFields: {
            /**
             * @description For calling out
             * @default null
             * @example Ada Lovelace
             */
            name?: string | null;
            /** @default null */
            phone?: string | null;
            /**
             * @description For mail about the order
             * @default null
             * @example ada@shop.example
             */
            email?: string | null;
        };
        /** @description A group of addons that a customer chooses from. 0 ≤ `minimum` ≤ `maximum` ≤ addons × `maxPerAddon`. If `required` is true, `minimum` is at least 1. */
        Customization: {
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name: string;
            /**
             * @description Text for customers
             * @default
             * @example Barista style, from Quebec oats.
             */
            description: string;
            /**
             * @description Whether it is in stock
             * @default true
             */
            inStock: boolean;
            /** @description IDs of the addons to choose from, in order */
            addonIds: string[];
            /**
             * @description Whether customers must choose. If so, `minimum` is at least 1.
             * @default false
             */
            required: boolean;
            /**
             * @description How often the same addon can be chosen
             * @default 1
             */
            maxPerAddon: number;
            /**
             * @description The fewest addons to choose
             * @default 0
             */
            minimum: number;
            /** @description The most addons to choose: at most addons × `maxPerAddon` */
            maximum: number;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
        };
        /**
         * @description Rule: 0 ≤ minimum ≤ maximum ≤ addons × maxPerAddon, and minimum ≥ 1 if required.
         *
         *     Each field is checked against the fields above it, so that an error names the field that has to change.
         */
        CustomizationFields: {
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name: string;
            /**
             * @description Text for customers
             * @default
             * @example Barista style, from Quebec oats.
             */
            description?: string;
            /**
             * @description Whether it is in stock
             * @default true
             */
            inStock?: boolean;
            /** @description IDs of the addons to choose from, in order */
            addonIds: string[];
            /**
             * @description Whether customers must choose. If so, `minimum` is at least 1.
             * @default false
             */
            required?: boolean;
            /**
             * @description How often the same addon can be chosen
             * @default 1
             */
            maxPerAddon?: number;
            /**
             * @description The fewest addons to choose
             * @default 0
             */
            minimum?: number;
            /** @description The most addons to choose: at most addons × `maxPerAddon` */
            maximum: number;
        };
        CustomizationPage: {
            items: components["schemas"]["Customization"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `CustomizationFields` keep their values. */
        CustomizationPatch: {
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name?: string;
            /**
             * @description Text for customers
             * @example Barista style, from Quebec oats.
             */
            description?: string | null;
            /** @description Whether it is in stock */
            inStock?: boolean | null;
            /** @description IDs of the addons to choose from, in order */
            addonIds?: string[];
            /** @description Whether customers must choose. If so, `minimum` is at least 1. */
            required?: boolean | null;
            /** @description How often the same addon can be chosen */
            maxPerAddon?: number | null;
            /** @description The fewest addons to choose */
            minimum?: number | null;
            /** @description The most addons to choose: at most addons × `maxPerAddon` */
            maximum?: number;
        };
        /** @description A discount on a line. */
        Discount: {
            source: string;
            amount: components["schemas"]["Money"];
        };
        EmailChange: {
            /**
             * @description The new email
             * @example ada@new.example
             */
            email: string;
            /** @description The password of the account, as confirmation */
            password: string;
        };
        /** @description The email is taken. Offer to log in or to reset the password. */
        EmailTakenProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:email_taken";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "email_taken";
        };
        EmailToken: {
            /** @description The token in the mail */
            token: string;
        };
        Erasure: {
            /** @description The password of the account, as confirmation */
            password: string;
        };
        EventFields: {
            /** @description Unique ID of the event. An ID counts once, forever. */
            eventId: string;
            /**
             * @description The amounts of a refund are subtracted
             * @enum {string}
             */
            type: "order.placed" | "order.refunded";
            /** @description ID of the order in your system */
            orderId: string;
            /**
             * Format: date-time
             * @description Time with offset (RFC 3339). It determines the hour and day in reports.
             * @example 2026-01-31T09:30:00Z
             */
            occurredAt: string;
            items: components["schemas"]["ItemFields"][];
            /** @description The sum of the items' amounts */
            total: components["schemas"]["OrderMoney"];
        };
        /** @description The balance and the whole ledger. */
        ExportedLoyalty: {
            /** @description Points that can be redeemed: `lifetime` minus `redeemed` */
            balance: number;
            /** @description All points that the user ever got */
            lifetime: number;
            /** @description All points that the user ever redeemed */
            redeemed: number;
            transactions: components["schemas"]["PointsTransaction"][];
        };
        /** @description A mail of the last days, without its links. */
        ExportedMail: {
            template: string;
            to: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description Everything that is stored about an order. Amounts are in the smallest unit of the order's `currency`. */
        ExportedOrder: {
            order: {
                [key: string]: unknown;
            };
            lines: {
                [key: string]: unknown;
            } | null;
            /** @description Name, telephone number, email and notes, until they expire */
            person: {
                [key: string]: unknown;
            } | null;
            history: {
                [key: string]: unknown;
            }[];
            /** @description Attempts to pay by card. They have no data of the card */
            payments: {
                [key: string]: unknown;
            }[];
            refunds: {
                [key: string]: unknown;
            }[];
        };
        /** @description The stored response to a request with an `Idempotency-Key`. */
        ExportedRequest: {
            answer: {
                [key: string]: unknown;
            };
            /**
             * @description Seconds since 1970-01-01T00:00:00Z
             * @example 1772443800
             */
            expiresAt: number;
        };
        /** @description One broken rule. `pointer`, `parameter` or `header` names the place. */
        FieldProblem: {
            /**
             * @description The rule
             * @example is required
             */
            detail: string;
            /**
             * @description JSON pointer (RFC 6901) into the body
             * @example /price/amount
             */
            pointer?: string;
            /**
             * @description Name of a query parameter
             * @example limit
             */
            parameter?: string;
            /**
             * @description Name of a header
             * @example Idempotency-Key
             */
            header?: string;
        };
        /** @description The sums of a range of days. */
        Figures: {
            orders: number;
            /** @description Orders minus refunds */
            revenue: components["schemas"]["Amount"];
            /** @description Revenue divided by orders, rounded half up. Null without orders. */
            averageOrderValue: components["schemas"]["Amount"] | null;
            /** @description Items ordered minus items refunded */
            itemsSold: number;
            /** @description Number of refunds */
            refunds: number;
            /** @description Sum of the refunds */
            refunded: components["schemas"]["Amount"];
        };
        /** @description The whole shop, each item once. All lists but `categories` are in the order of their IDs: the oldest first. */
        FlatMenu: {
            /** @description The name of the shop */
            shop: string;
            /**
             * @description ISO 4217 code
             * @example CAD
             */
            currency: string;
            /**
             * @description Digits of the currency's minor unit (ISO 4217): with 2, the amount 1299 is 12.99
             * @example 2
             */
            currencyDigits: number;
            categories: components["schemas"]["FlatMenuCategory"][];
            /** @description All products of the categories */
            products: components["schemas"]["FlatMenuProduct"][];
            /** @description All customizations of these products */
            customizations: components["schemas"]["FlatMenuCustomization"][];
            /** @description All addons of these customizations */
            addons: components["schemas"]["MenuAddon"][];
        };
        /** @description A category with the IDs of its products, in order. */
        FlatMenuCategory: {
            name: string;
            description: string;
            inStock: boolean;
            /** @example cat_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            productIds: string[];
        };
        /** @description A group of addons to choose from, by their IDs. */
        FlatMenuCustomization: {
            name: string;
            description: string;
            inStock: boolean;
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /** @description Whether the customer must choose */
            required: boolean;
            /** @description The fewest addons to choose */
            minimum: number;
            /** @description The most addons to choose */
            maximum: number;
            /** @description How often the same addon can be chosen */
            maxPerAddon: number;
            addonIds: string[];
        };
        /** @description A product with the IDs of its customizations. */
        FlatMenuProduct: {
            name: string;
            description: string;
            inStock: boolean;
            /** @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            price: components["schemas"]["Money"];
            /** @description https URLs, the main image first */
            images: string[];
            spiciness: number;
            /** @description It can be ordered: in stock, not sold out, in a category that is in stock, and every required customization has enough addons in stock */
            available: boolean;
            /** @description The pieces are counted, and 1 to 5 are left */
            fewLeft: boolean;
            customizationIds: string[];
        };
        /** @description Not allowed. Use the token of an account that may do this. */
        ForbiddenProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:forbidden";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 403;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "forbidden";
        };
        ForgottenPassword: {
            /** @example ada@example.com */
            email: string;
        };
        FulfilmentFields: {
            /**
             * @description Has to be one that the store offers
             * @enum {string}
             */
            type: "pickup" | "dineIn";
            /**
             * @description When it should be ready (RFC 3339). Null: as soon as possible
             * @default null
             * @example 2026-01-31T12:30:00-05:00
             */
            at?: string | null;
            /**
             * @description Only for `dineIn`, and required in its orders
             * @default null
             */
            table?: string | null;
        };
        /** @description The store does not offer this type of fulfilment. */
        FulfilmentNotOffered: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "fulfilment_not_offered";
            offered: ("pickup" | "dineIn")[];
        };
        /** @description The service behind this route took too long. Check the result of a change before you repeat it. */
        GatewayTimeoutProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:gateway_timeout";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 504;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "gateway_timeout";
        };
        /** @description What is deployed, when it can serve requests. */
        Health: {
            /**
             * @description Always `ok`: a shop that cannot serve requests answers 503
             * @constant
             */
            status: "ok";
            /**
             * @description Version of Bodega
             * @example 0.1.0
             */
            version: string;
            /**
             * @description Hash of the deployed code and parameters. Null in a shop that `make deploy` did not deploy.
             * @example 9f86d081884c7d65
             */
            release: string | null;
        };
        /** @description A change of the order. `from` is null when it was placed. */
        HistoryEntry: {
            from: ("pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired") | null;
            /** @enum {string} */
            to: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            at: string;
            actor: components["schemas"]["OrderActor"];
            /** @description Of a cancellation, or about money: `paid_cash`, `paid_terminal`, `authorized`, `captured`, `capture_refused`, `voided`, `refund_requested`, `refunded`, `refund_failed` */
            reason: string | null;
        };
        /** @description The opening hours of each day of the week. On a day without spans, the store is closed. */
        HoursFields: {
            /** @default [] */
            monday?: components["schemas"]["SpanFields"][];
            /** @default [] */
            tuesday?: components["schemas"]["SpanFields"][];
            /** @default [] */
            wednesday?: components["schemas"]["SpanFields"][];
            /** @default [] */
            thursday?: components["schemas"]["SpanFields"][];
            /** @default [] */
            friday?: components["schemas"]["SpanFields"][];
            /** @default [] */
            saturday?: components["schemas"]["SpanFields"][];
            /** @default [] */
            sunday?: components["schemas"]["SpanFields"][];
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `HoursFields` keep their values. */
        HoursPatch: {
            monday?: components["schemas"]["SpanFields"][] | null;
            tuesday?: components["schemas"]["SpanFields"][] | null;
            wednesday?: components["schemas"]["SpanFields"][] | null;
            thursday?: components["schemas"]["SpanFields"][] | null;
            friday?: components["schemas"]["SpanFields"][] | null;
            saturday?: components["schemas"]["SpanFields"][] | null;
            sunday?: components["schemas"]["SpanFields"][] | null;
        };
        /** @description The idempotency key was used for another request. Use a new key for a new request. */
        IdempotencyKeyReusedProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:idempotency_key_reused";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 422;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "idempotency_key_reused";
        };
        /** @description Still in use. Remove the id from the items in `dependants` first. */
        InUseProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:in_use";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "in_use";
            /** @description IDs of the items that refer to it. There may be more than these. */
            dependants: string[];
        };
        /** @description Not enough points. Redeem fewer points. */
        InsufficientPointsProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:insufficient_points";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "insufficient_points";
        };
        /** @description Not enough in stock. Take at most `available` pieces. */
        InsufficientStockProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:insufficient_stock";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "insufficient_stock";
            /** @description The pieces that are left */
            available: number;
        };
        IntakeFields: {
            /** @description Events in any order */
            events: components["schemas"]["EventFields"][];
        };
        /** @description Something went wrong on our side. Give the `instance` to the shop's support. */
        InternalErrorProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:internal_error";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 500;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "internal_error";
        };
        /** @description Email or password is wrong. Let the user try again, or reset the password. */
        InvalidCredentialsProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:invalid_credentials";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 403;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "invalid_credentials";
        };
        /** @description The cursor is not valid. Start the list again without a cursor. */
        InvalidCursorProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:invalid_cursor";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 400;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "invalid_cursor";
        };
        /** @description The signature is not valid. Sign the event with the key of the shop's webhook. */
        InvalidSignatureProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:invalid_signature";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 400;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "invalid_signature";
        };
        /** @description The token is not valid. Offer to send another mail. */
        InvalidTokenProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:invalid_token";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 400;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "invalid_token";
        };
        ItemFields: {
            /**
             * @description The ID of the product
             * @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN
             */
            productId: string;
            /**
             * @description The name of the product, for reports
             * @example Flat white
             */
            name: string;
            /** @example 2 */
            quantity: number;
            /** @description Amount of the whole line, including addons */
            amount: components["schemas"]["OrderMoney"];
        };
        /** @description The shop needs an admin. Make another user an admin first. */
        LastAdminProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:last_admin";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "last_admin";
        };
        /** @description A line with its price. */
        Line: {
            /** @description The position of the line in the request, from 1 */
            line: number;
            /** @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            productId: string;
            /** @description The product's name when the order was priced */
            name: string;
            quantity: number;
            unit: components["schemas"]["Unit"];
            /** @description The price of one piece times the quantity */
            gross: components["schemas"]["Money"];
            discounts: components["schemas"]["Discount"][];
            /** @description `gross` less the discounts. It contains taxes that prices include. */
            net: components["schemas"]["Money"];
            taxes: components["schemas"]["LineTax"][];
            note: string | null;
        };
        /** @description An addon of one piece of a line. */
        LineAddon: {
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            customizationId: string;
            /** @example add_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            addonId: string;
            name: string;
            /**
             * @description How often one piece has the addon
             * @example 1
             */
            quantity: number;
            /** @description The price of one */
            each: components["schemas"]["Money"];
        };
        LineFields: {
            /** @description The ID of the product */
            productId: string;
            /** @default 1 */
            quantity?: number;
            /** @default [] */
            selections?: components["schemas"]["SelectionFields"][];
            /**
             * @description For the kitchen
             * @default null
             * @example well done
             */
            note?: string | null;
        };
        /** @description The line's share of a tax. */
        LineTax: {
            name: string;
            amount: components["schemas"]["Money"];
        };
        LogIn: {
            /** @example ada@example.com */
            email: string;
            password: string;
        };
        LogOut: {
            /**
             * @description Whether to end all sessions instead of this one
             * @default false
             */
            everywhere?: boolean;
        };
        /** @description The body cannot be read. Send one JSON object. `detail` says where parsing stopped. */
        MalformedBodyProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:malformed_body";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 400;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "malformed_body";
        };
        /** @description The whole shop, each item inside the item that refers to it. */
        Menu: {
            /** @description The name of the shop */
            shop: string;
            /**
             * @description ISO 4217 code
             * @example CAD
             */
            currency: string;
            /**
             * @description Digits of the currency's minor unit (ISO 4217): with 2, the amount 1299 is 12.99
             * @example 2
             */
            currencyDigits: number;
            categories: components["schemas"]["MenuCategory"][];
        };
        /** @description An addon with its price. */
        MenuAddon: {
            name: string;
            description: string;
            inStock: boolean;
            /** @example add_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            price: components["schemas"]["Money"];
        };
        /** @description A category with its products, in order. */
        MenuCategory: {
            name: string;
            description: string;
            inStock: boolean;
            /** @example cat_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            products: components["schemas"]["MenuProduct"][];
        };
        /** @description A group of addons to choose from. */
        MenuCustomization: {
            name: string;
            description: string;
            inStock: boolean;
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /** @description Whether the customer must choose */
            required: boolean;
            /** @description The fewest addons to choose */
            minimum: number;
            /** @description The most addons to choose */
            maximum: number;
            /** @description How often the same addon can be chosen */
            maxPerAddon: number;
            addons: components["schemas"]["MenuAddon"][];
        };
        /** @description A product with its customizations. */
        MenuProduct: {
            name: string;
            description: string;
            inStock: boolean;
            /** @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            price: components["schemas"]["Money"];
            /** @description https URLs, the main image first */
            images: string[];
            spiciness: number;
            /** @description It can be ordered: in stock, not sold out, in a category that is in stock, and every required customization has enough addons in stock */
            available: boolean;
            /** @description The pieces are counted, and 1 to 5 are left */
            fewLeft: boolean;
            customizations: components["schemas"]["MenuCustomization"][];
        };
        /** @description The menu is too large for one response. Request `shape=flat`, or read the products category by category. */
        MenuTooLargeProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:menu_too_large";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 422;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "menu_too_large";
        };
        /** @description A product or an addon that the shop does not offer any more. */
        MissingItem: {
            /** @description The position of the line in the order, from 1 */
            line: number;
            /** @description The product's name in the order */
            name: string;
            /** @description The addon's name in the order; null if the whole product is missing */
            addon: string | null;
        };
        /** @description A price in the currency's minor units (cents), never a float. */
        Money: {
            /**
             * @description Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99
             * @example 1299
             */
            amount: number;
            /**
             * @description ISO 4217 code of the shop's currency
             * @example CAD
             */
            currency: string;
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `Money` keep their values. */
        MoneyPatch: {
            /**
             * @description Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99
             * @example 1299
             */
            amount?: number;
            /**
             * @description ISO 4217 code of the shop's currency
             * @example CAD
             */
            currency?: string;
        };
        /** @description The name is taken. Choose another name. */
        NameTakenProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:name_taken";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "name_taken";
        };
        /** @description The product, a customization or an addon is marked out of stock. The members name it. */
        NotAvailable: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "not_available";
            /** @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            productId?: string;
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            customizationId?: string;
            /** @example add_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            addonId?: string;
        };
        /** @description Not found. Check the id. */
        NotFoundProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:not_found";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 404;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "not_found";
        };
        /** @description The order cannot be placed. Show the `problems`, each at the part of the cart that its `pointer` names. Nothing was ordered. */
        NotOrderableProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:not_orderable";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "not_orderable";
            /** @description Everything that prevents the order, as in a quote */
            problems: components["schemas"]["OrderProblem"][];
        };
        /** @description The account has open orders. Wait until the orders have ended, or cancel them, and try again. */
        OpenOrdersProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:open_orders";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "open_orders";
        };
        /** @description An order. */
        Order: {
            /** @example ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description The number to call out, unique on its day
             * @example 047
             */
            number: string;
            /**
             * Format: date
             * @description The business day on which the order is due
             * @example 2026-01-31
             */
            day: string;
            /** @enum {string} */
            status: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            placedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueFrom: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueTo: string;
            fulfilment: components["schemas"]["OrderFulfilment"];
            lines: components["schemas"]["Line"][];
            totals: components["schemas"]["Totals"];
            payment: components["schemas"]["OrderPayment"];
            /** @description Whether the order is being prepared and has to be paid at the counter */
            unpaid: boolean;
            /** @description Until when the order waits for its payment by card. Then it expires. Null: it does not wait */
            holdUntil: string | null;
            /** @description Oldest refund first */
            refunds: components["schemas"]["Refund"][];
            /** @description Null after 180 days, and after an erasure */
            customer: components["schemas"]["OrderCustomer"] | null;
            note: string | null;
            /** @enum {string} */
            placedBy: "guest" | "customer" | "staff" | "admin";
            /**
             * @description The customer can cancel the order until it has this status
             * @enum {string}
             */
            cancelUntil: "accepted" | "preparing";
            cancelReason: ("out_of_stock" | "closing" | "customer" | "other" | "not_accepted" | "replaced") | null;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
        };
        /**
         * @description Who changed the order. Only staff and admins have an id.
         *
         *     `provider`: the payment provider, by its reports. `system`: a sweeper.
         */
        OrderActor: {
            /** @enum {string} */
            role: "guest" | "customer" | "staff" | "admin" | "provider" | "system";
            id: string | null;
        };
        /** @description The person who gets the order. */
        OrderCustomer: {
            name: string | null;
            phone: string | null;
            email: string | null;
        };
        OrderFields: {
            lines: components["schemas"]["LineFields"][];
            fulfilment: components["schemas"]["OrderFulfilmentFields"];
            /** @default null */
            tip?: components["schemas"]["TipFields"] | null;
            /** @description The total of the quote. An order with another total is refused. */
            expectedTotal: components["schemas"]["Money"];
            payment: components["schemas"]["PaymentFields"];
            /**
             * @description For customers, members that are omitted or null come from their profile
             * @default null
             */
            customer?: components["schemas"]["CustomerFields"] | null;
            /**
             * @description For the kitchen
             * @default null
             */
            note?: string | null;
        };
        /** @description How the order is handed over. */
        OrderFulfilment: {
            /** @enum {string} */
            type: "pickup" | "dineIn";
            /** @description Whether it was ordered for as soon as possible */
            asap: boolean;
            table: string | null;
        };
        OrderFulfilmentFields: {
            /**
             * @description Has to be one that the store offers
             * @enum {string}
             */
            type: "pickup" | "dineIn";
            /**
             * @description When it should be ready (RFC 3339). Null: as soon as possible
             * @default null
             * @example 2026-01-31T12:30:00-05:00
             */
            at?: string | null;
            /**
             * @description Only for `dineIn`, and required in its orders
             * @default null
             */
            table?: string | null;
        };
        /** @description An amount of a line or of an order. The largest quantity at the highest price fits. */
        OrderMoney: {
            /**
             * @description Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99
             * @example 1299
             */
            amount: number;
            /**
             * @description ISO 4217 code of the shop's currency
             * @example CAD
             */
            currency: string;
        };
        /** @description There is nothing to pay. Read the order again. Take no money. */
        OrderNotPayableProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:order_not_payable";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "order_not_payable";
            /**
             * @description The status of the order's payment
             * @enum {string}
             */
            paymentStatus: "none" | "due" | "authorized" | "paid" | "partially_refunded" | "refunded" | "voided" | "failed";
        };
        /** @description The payment. The members after the status are null until there is one. */
        OrderPayment: {
            /** @enum {string} */
            method: "counter" | "card";
            /**
             * @description `none`: the order costs nothing, or was canceled before it was paid. `authorized`: the card is not charged yet. `voided`: it is never charged. `failed`: it cannot be charged any more, so the order is paid at the counter or canceled
             * @enum {string}
             */
            status: "none" | "due" | "authorized" | "paid" | "partially_refunded" | "refunded" | "voided" | "failed";
            /** @description How it was paid at the counter */
            tender: ("cash" | "terminal") | null;
            /** @description What was paid */
            amount: components["schemas"]["Money"] | null;
            /** @description The cash that was handed over */
            received: components["schemas"]["Money"] | null;
            change: components["schemas"]["Money"] | null;
            rounding: components["schemas"]["SignedMoney"] | null;
            /** @description What is returned, or was */
            refunded: components["schemas"]["Money"] | null;
            paidAt: string | null;
        };
        /** @description A reason why the order cannot be placed. Branch on `code`: each has its own members. */
        OrderProblem: components["schemas"]["UnknownProduct"] | components["schemas"]["NotAvailable"] | components["schemas"]["OutOfStock"] | components["schemas"]["ChoiceMissing"] | components["schemas"]["ChoiceTooMany"] | components["schemas"]["ChoiceNotOffered"] | components["schemas"]["TipTooHigh"] | components["schemas"]["FulfilmentNotOffered"] | components["schemas"]["StoreClosed"] | components["schemas"]["TooSoon"] | components["schemas"]["TooFarAhead"] | components["schemas"]["SlotFull"] | components["schemas"]["PaymentNotOffered"];
        /** @description Figures over time. */
        OrderSeries: {
            /**
             * Format: date
             * @description First day
             * @example 2026-01-31
             */
            from: string;
            /**
             * Format: date
             * @description Last day, included
             * @example 2026-01-31
             */
            to: string;
            /**
             * @description The shop's time zone (IANA)
             * @example America/Toronto
             */
            timeZone: string;
            /**
             * @description ISO 4217 code
             * @example CAD
             */
            currency: string;
            /**
             * @description Digits of the currency's minor unit (ISO 4217): with 2, the amount 1299 is 12.99
             * @example 2
             */
            currencyDigits: number;
            /** @enum {string} */
            interval: "hour" | "day" | "month";
            /** @description `2026-01`, `2026-01-31`, or `2026-01-31T09:00-05:00` for an hour */
            labels: string[];
            series: components["schemas"]["Series"];
            totals: components["schemas"]["Figures"];
        };
        OrderStatusFields: {
            /**
             * @description The new status. The order's own status again changes nothing
             * @enum {string}
             */
            status: "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled";
            /**
             * @description How the order is paid with this request. Only with the status `completed`
             * @default null
             */
            paid?: ("cash" | "terminal") | null;
            /**
             * @description The cash that the customer gave. Without it, exactly the amount due
             * @default null
             */
            received?: components["schemas"]["Money"] | null;
        };
        /** @description An order in a list, without names. */
        OrderSummary: {
            /** @example ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description The number to call out, unique on its day
             * @example 047
             */
            number: string;
            /**
             * Format: date
             * @description The business day on which the order is due
             * @example 2026-01-31
             */
            day: string;
            /** @enum {string} */
            status: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            placedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueFrom: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueTo: string;
            fulfilment: components["schemas"]["OrderFulfilment"];
            /** @description Pieces in the order */
            itemCount: number;
            totals: components["schemas"]["Totals"];
            payment: components["schemas"]["OrderPayment"];
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
        };
        OrderSummaryPage: {
            items: components["schemas"]["OrderSummary"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description Fewer pieces are left than all lines of the product ask for. */
        OutOfStock: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "out_of_stock";
            /** @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            productId: string;
            /** @description The pieces that are left */
            available: number;
        };
        /** @description An order, and when to ask for it again. */
        OwnOrder: {
            /** @example ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description The number to call out, unique on its day
             * @example 047
             */
            number: string;
            /**
             * Format: date
             * @description The business day on which the order is due
             * @example 2026-01-31
             */
            day: string;
            /** @enum {string} */
            status: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            placedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueFrom: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueTo: string;
            fulfilment: components["schemas"]["OrderFulfilment"];
            lines: components["schemas"]["Line"][];
            totals: components["schemas"]["Totals"];
            payment: components["schemas"]["OrderPayment"];
            /** @description Whether the order is being prepared and has to be paid at the counter */
            unpaid: boolean;
            /** @description Until when the order waits for its payment by card. Then it expires. Null: it does not wait */
            holdUntil: string | null;
            /** @description Oldest refund first */
            refunds: components["schemas"]["Refund"][];
            /** @description Null after 180 days, and after an erasure */
            customer: components["schemas"]["OrderCustomer"] | null;
            note: string | null;
            /** @enum {string} */
            placedBy: "guest" | "customer" | "staff" | "admin";
            /**
             * @description The customer can cancel the order until it has this status
             * @enum {string}
             */
            cancelUntil: "accepted" | "preparing";
            cancelReason: ("out_of_stock" | "closing" | "customer" | "other" | "not_accepted" | "replaced") | null;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
            /**
             * @description Seconds after which a page that shows the order asks again
             * @example 5
             */
            pollAfter: number;
        };
        /** @description An open session of the caller. */
        OwnSession: {
            /** @example ses_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /** @description What the client says of itself, for people to recognise it */
            userAgent: string | null;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the client last got tokens
             * @example 2026-01-31T09:30:00.000Z
             */
            refreshedAt: string;
            /**
             * Format: date-time
             * @description When the session ends unless its tokens are refreshed
             * @example 2026-01-31T09:30:00.000Z
             */
            expiresAt: string;
            /** @description Whether it is the session of this request */
            current: boolean;
        };
        OwnSessionPage: {
            items: components["schemas"]["OwnSession"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        PasswordChange: {
            currentPassword: string;
            /** @description Any characters. Not easy to guess, and not mostly the email, a name or the shop's name */
            newPassword: string;
        };
        PasswordReset: {
            /** @description The token in the mail */
            token: string;
            /** @description Any characters. Not easy to guess, and not mostly the email, a name or the shop's name */
            newPassword: string;
        };
        /** @description The pause. */
        Pause: {
            until: string | null;
            addMinutes: number;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** @description A pause. Both defaults together end it. */
        PauseFields: {
            /**
             * Format: date-time
             * @description No new orders until then (RFC 3339), at most 7 days ahead. Null: orders are taken
             * @default null
             * @example 2026-01-31T12:30:00Z
             */
            until?: string | null;
            /**
             * @description Added to the lead time of new orders
             * @default 0
             * @example 20
             */
            addMinutes?: number;
        };
        /** @description The body is too large. Send a smaller body. */
        PayloadTooLargeProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:payload_too_large";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 413;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "payload_too_large";
        };
        /** @description An attempt to pay by card. */
        PaymentAttempt: {
            /** @description Counted from 1. At most one attempt charges the card */
            attempt: number;
            /** @example stripe */
            provider: string;
            /** @enum {string} */
            status: "starting" | "waiting" | "authorized" | "captured" | "partially_refunded" | "refunded" | "voided" | "failed";
            amount: components["schemas"]["Money"];
            /**
             * @description The payment's ID at the provider
             * @example pi_3P2
             */
            reference: string | null;
            /**
             * @description Why the last card was declined
             * @example insufficient_funds
             */
            lastDecline: string | null;
            /** @description When the authorization lapses */
            captureBefore: string | null;
            capturedAt: string | null;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** @description The order is not paid. Ask for the money, and record the payment. */
        PaymentDueProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:payment_due";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "payment_due";
        };
        PaymentFields: {
            /**
             * @description `counter`: in cash or with a card when the order is handed over. `card`: online, before the shop gets the order
             * @enum {string}
             */
            method: "counter" | "card";
        };
        /** @description The payment is being settled. Repeat the request after `Retry-After` seconds. */
        PaymentInProgressProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:payment_in_progress";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "payment_in_progress";
        };
        /** @description A payment method of the user, without the provider's token. */
        PaymentMethod: {
            /** @example pay_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description The provider's name for the brand
             * @example visa
             */
            brand: string;
            /** @description The last four digits of the card */
            last4: string;
            expiryMonth: number;
            expiryYear: number;
            /**
             * Default
             * @description Whether it is preselected. At most one is.
             */
            default: boolean;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description A payment method as the provider describes it. */
        PaymentMethodFields: {
            /**
             * @description The provider's token. Responses do not contain it.
             * @example pm_1MqLiJLk
             */
            token: string;
            /**
             * @description The provider's name for the brand
             * @example visa
             */
            brand: string;
            /**
             * @description The last four digits of the card
             * @example 4242
             */
            last4: string;
            /** @example 4 */
            expiryMonth: number;
            /** @example 2030 */
            expiryYear: number;
            /**
             * Default
             * @description Whether it is preselected. At most one is.
             * @default false
             */
            default?: boolean;
        };
        PaymentMethodPage: {
            items: components["schemas"]["PaymentMethod"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description The order cannot be paid in this way. Only when an order is placed. */
        PaymentNotOffered: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "payment_not_offered";
        };
        /** @description The payment provider is not answering just now. Retry after `Retry-After` seconds. Nothing can be charged twice. */
        PaymentsUnavailableProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:payments_unavailable";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 503;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "payments_unavailable";
        };
        /** @description A change of the email that was requested and not confirmed. */
        PendingEmailChange: {
            email: string;
            /**
             * @description Seconds since 1970-01-01T00:00:00Z
             * @example 1772443800
             */
            expiresAt: number;
        };
        PointsFields: {
            /**
             * @description Number of points
             * @example 50
             */
            points: number;
            /**
             * @description Shown to the user
             * @example Free coffee
             */
            reason: string;
        };
        /** @description An entry of the ledger. */
        PointsTransaction: {
            /** @example pts_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /** @enum {string} */
            type: "accrual" | "redemption";
            /** @description Negative for a redemption */
            points: number;
            reason: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
        };
        PointsTransactionPage: {
            items: components["schemas"]["PointsTransaction"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description A condition does not hold. Read the resource, and leave out the condition or send another one. */
        PreconditionFailedProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:precondition_failed";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 412;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "precondition_failed";
        };
        /** @description The sums of the days before the range, for comparison. */
        PreviousFigures: {
            orders: number;
            /** @description Orders minus refunds */
            revenue: components["schemas"]["Amount"];
            /** @description Revenue divided by orders, rounded half up. Null without orders. */
            averageOrderValue: components["schemas"]["Amount"] | null;
            /** @description Items ordered minus items refunded */
            itemsSold: number;
            /** @description Number of refunds */
            refunds: number;
            /** @description Sum of the refunds */
            refunded: components["schemas"]["Amount"];
            /**
             * Format: date
             * @description First day
             * @example 2026-01-31
             */
            from: string;
            /**
             * Format: date
             * @description Last day, included
             * @example 2026-01-31
             */
            to: string;
        };
        /** @description The order has another total now. Show the new `quote`, and ask the customer again. Nothing was ordered. */
        PriceChangedProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:price_changed";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "price_changed";
            /** @description The new quote */
            quote: components["schemas"]["Quote"];
        };
        /** @description Something that the shop sells. */
        Product: {
            /** @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name: string;
            /**
             * @description Text for customers
             * @default
             * @example Barista style, from Quebec oats.
             */
            description: string;
            /**
             * @description Whether it is in stock
             * @default true
             */
            inStock: boolean;
            /** @description Without customizations */
            price: components["schemas"]["Money"];
            /**
             * @description https URLs, the main image first. For 127.0.0.1 and localhost also http URLs
             * @default []
             */
            images: string[];
            /**
             * @description IDs of the customizations, in order
             * @default []
             */
            customizationIds: string[];
            /**
             * @description From 0 (mild) to 5 (very hot)
             * @default 0
             */
            spiciness: number;
            /**
             * @description Pieces left. Null: not counted. 0: sold out
             * @default null
             */
            quantity: number | null;
            /**
             * @description ID of a tax category of the shop's settings. Null, and an ID that the settings do not have: the first category
             * @default null
             * @example standard
             */
            taxCategory: string | null;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
        };
        ProductFields: {
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name: string;
            /**
             * @description Text for customers
             * @default
             * @example Barista style, from Quebec oats.
             */
            description?: string;
            /**
             * @description Whether it is in stock
             * @default true
             */
            inStock?: boolean;
            /** @description Without customizations */
            price: components["schemas"]["Money"];
            /**
             * @description https URLs, the main image first. For 127.0.0.1 and localhost also http URLs
             * @default []
             */
            images?: string[];
            /**
             * @description IDs of the customizations, in order
             * @default []
             */
            customizationIds?: string[];
            /**
             * @description From 0 (mild) to 5 (very hot)
             * @default 0
             */
            spiciness?: number;
            /**
             * @description Pieces left. Null: not counted. 0: sold out
             * @default null
             */
            quantity?: number | null;
            /**
             * @description ID of a tax category of the shop's settings. Null, and an ID that the settings do not have: the first category
             * @default null
             * @example standard
             */
            taxCategory?: string | null;
        };
        ProductPage: {
            items: components["schemas"]["Product"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `ProductFields` keep their values. */
        ProductPatch: {
            /**
             * @description Unique within its kind, without regard to case and invisible characters
             * @example Oat milk
             */
            name?: string;
            /**
             * @description Text for customers
             * @example Barista style, from Quebec oats.
             */
            description?: string | null;
            /** @description Whether it is in stock */
            inStock?: boolean | null;
            /** @description Without customizations */
            price?: components["schemas"]["MoneyPatch"];
            /** @description https URLs, the main image first. For 127.0.0.1 and localhost also http URLs */
            images?: string[] | null;
            /** @description IDs of the customizations, in order */
            customizationIds?: string[] | null;
            /** @description From 0 (mild) to 5 (very hot) */
            spiciness?: number | null;
            /** @description Pieces left. Null: not counted. 0: sold out */
            quantity?: number | null;
            /**
             * @description ID of a tax category of the shop's settings. Null, and an ID that the settings do not have: the first category
             * @example standard
             */
            taxCategory?: string | null;
        };
        ProductStock: {
            /**
             * @description Whether it is in stock
             * @example false
             */
            inStock: boolean;
            /**
             * @description Pieces left. Null: not counted. Omitted: unchanged
             * @default null
             */
            quantity?: number | null;
        };
        /** @description The sums over all products that were sold. */
        ProductTotals: {
            /** @description Number of products */
            products: number;
            quantity: number;
            revenue: components["schemas"]["Amount"];
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `ProfileFields` keep their values. */
        ProfilePatch: {
            /**
             * @description Can be empty if the last name is not
             * @example Ada
             */
            firstName?: string | null;
            /**
             * @description Can be empty if the first name is not
             * @example Lovelace
             */
            lastName?: string | null;
            phone?: string | null;
        };
        /** @description The open orders by due time. */
        Queue: {
            items: components["schemas"]["Ticket"][];
            /**
             * @description Seconds until a screen asks again: 3 while store and orders are open, 15 without open orders, 60 while the store is closed
             * @example 3
             */
            pollAfter: number;
        };
        /** @description The price of a cart. */
        Quote: {
            /** @description Whether there are no problems */
            orderable: boolean;
            /** @description Everything that prevents the order */
            problems: components["schemas"]["OrderProblem"][];
            /** @description The lines that are available */
            lines: components["schemas"]["Line"][];
            totals: components["schemas"]["Totals"];
            fulfilment: components["schemas"]["QuotedFulfilment"];
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            quotedAt: string;
        };
        QuoteFields: {
            lines: components["schemas"]["LineFields"][];
            fulfilment: components["schemas"]["FulfilmentFields"];
            /** @default null */
            tip?: components["schemas"]["TipFields"] | null;
        };
        /** @description When the order can be ready. Both times are null if it cannot be ready at the time that it asks for. */
        QuotedFulfilment: {
            /** @enum {string} */
            type: "pickup" | "dineIn";
            /** @description Whether it was asked for as soon as possible */
            asap: boolean;
            from: string | null;
            to: string | null;
        };
        /** @description The best sellers in order. Each list has one value per product. */
        Ranking: {
            /** @description Names of products: of the latest order in the range, by `occurredAt` */
            labels: string[];
            productIds: string[];
            /** @description Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99 */
            revenue: number[];
            quantity: number[];
        };
        Refresh: {
            /** @description The refresh token of the last response. It works once. */
            refreshToken: string;
        };
        /** @description A refund. */
        Refund: {
            /** @example rfd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /** @description What is returned */
            amount: components["schemas"]["Money"];
            /** @description The taxes in it. Prices can include them. */
            taxes: components["schemas"]["LineTax"][];
            /** @description Empty for a refund by an amount */
            lines: components["schemas"]["RefundedPieces"][];
            /** @description The part of the tip in it */
            tip: components["schemas"]["Money"];
            /** @description The part of the delivery fee in it */
            deliveryFee: components["schemas"]["Money"];
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed";
            /**
             * @description `canceled`: the refund of a cancellation
             * @enum {string}
             */
            reason: "missing" | "quality" | "customer" | "other" | "canceled";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description More than can be refunded. Read the order again, and refund at most `refundable`. */
        RefundExceedsProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:refund_exceeds";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "refund_exceeds";
            /** @description What is left of the payment */
            refundable: components["schemas"]["Money"];
        };
        RefundFields: {
            /**
             * @description Pieces to refund
             * @default []
             */
            lines?: components["schemas"]["RefundedLine"][];
            /**
             * @description Whether the tip is refunded
             * @default false
             */
            tip?: boolean;
            /**
             * @description Whether the delivery fee is refunded
             * @default false
             */
            deliveryFee?: boolean;
            /**
             * @description Whether the pieces return to the stock
             * @default false
             */
            restock?: boolean;
            /**
             * @description What is refunded instead of lines, tip and deliveryFee
             * @default null
             */
            amount?: components["schemas"]["RefundMoney"] | null;
            /**
             * @description Something was missing, something was not good, the customer changed their mind, or something else
             * @enum {string}
             */
            reason: "missing" | "quality" | "customer" | "other";
        };
        /** @description An amount to refund. */
        RefundMoney: {
            /**
             * @description Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99
             * @example 500
             */
            amount: number;
            /**
             * @description ISO 4217 code of the shop's currency
             * @example CAD
             */
            currency: string;
        };
        RefundedLine: {
            /**
             * @description The number of a line of the order
             * @example 1
             */
            line: number;
            /**
             * @description How many of its pieces are refunded
             * @example 1
             */
            quantity: number;
        };
        /** @description Refunded pieces of a line. */
        RefundedPieces: {
            line: number;
            quantity: number;
        };
        Registration: {
            /**
             * @description One account per mailbox, in whatever spelling
             * @example ada@example.com
             */
            email: string;
            /** @description Any characters. Not easy to guess, and not mostly the email, a name or the shop's name */
            password: string;
            /**
             * @description Can be empty if the last name is not
             * @default
             * @example Ada
             */
            firstName?: string;
            /**
             * @description Can be empty if the first name is not
             * @default
             * @example Lovelace
             */
            lastName?: string;
            /**
             * @description In the form of ITU-T E.164
             * @default null
             */
            phone?: string | null;
        };
        /** @description What it takes to order the same again. */
        Reorder: {
            quote: components["schemas"]["ReorderQuote"];
            missing: components["schemas"]["MissingItem"][];
        };
        /** @description An addon, and how often one piece has it. */
        ReorderChoice: {
            /** @example add_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            addonId: string;
            quantity: number;
        };
        /** @description The same way to hand the order over, as soon as possible. */
        ReorderFulfilment: {
            /** @enum {string} */
            type: "pickup" | "dineIn";
            at: null;
        };
        /** @description A line of the cart. */
        ReorderLine: {
            /** @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            productId: string;
            quantity: number;
            selections: components["schemas"]["ReorderSelection"][];
            note: string | null;
        };
        /** @description A body for `POST /orders/quote`. */
        ReorderQuote: {
            lines: components["schemas"]["ReorderLine"][];
            fulfilment: components["schemas"]["ReorderFulfilment"];
        };
        /** @description The addons that were chosen from one customization. */
        ReorderSelection: {
            /** @example cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            customizationId: string;
            addons: components["schemas"]["ReorderChoice"][];
        };
        /** @description The user and the tokens of a new session, and what the reset removed. */
        ResetDone: {
            /** @description Send it as `Authorization: Bearer …` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            /** @description Exchange it for the next tokens within 30 days */
            refreshToken: string;
            user: components["schemas"]["User"];
            /** @description What had been entered before anybody proved the mailbox. Empty for a verified account */
            removed: ("addresses" | "paymentMethods" | "phone" | "firstName" | "lastName")[];
        };
        /** @description The user, the access token of a new session with a cookie, and what the reset removed. */
        ResetDoneByCookie: {
            /** @description Send it as `Authorization: Bearer …` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            user: components["schemas"]["User"];
            /** @description What had been entered before anybody proved the mailbox. Empty for a verified account */
            removed: ("addresses" | "paymentMethods" | "phone" | "firstName" | "lastName")[];
        };
        RoleFields: {
            /** @enum {string} */
            role: "customer" | "staff" | "admin";
        };
        /** @description The addons that are chosen from one customization of the product. */
        SelectionFields: {
            /** @description The ID of a customization of the product */
            customizationId: string;
            addons: components["schemas"]["ChoiceFields"][];
        };
        /** @description One value per label in each list. */
        Series: {
            orders: number[];
            /** @description Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99 */
            revenue: number[];
            itemsSold: number[];
            refunds: number[];
        };
        /** @description An open session. */
        Session: {
            /** @example ses_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /** @description What the client says of itself, for people to recognise it */
            userAgent: string | null;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the client last got tokens
             * @example 2026-01-31T09:30:00.000Z
             */
            refreshedAt: string;
            /**
             * Format: date-time
             * @description When the session ends unless its tokens are refreshed
             * @example 2026-01-31T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description The session has ended. Ask the user to log in. Do not repeat the request. */
        SessionEndedProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:session_ended";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 403;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "session_ended";
        };
        /** @description The user and the tokens of a new session. */
        SignedIn: {
            /** @description Send it as `Authorization: Bearer …` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            /** @description Exchange it for the next tokens within 30 days */
            refreshToken: string;
            user: components["schemas"]["User"];
        };
        /** @description The user, and the access token of a new session whose refresh token is in a cookie. */
        SignedInByCookie: {
            /** @description Send it as `Authorization: Bearer …` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            user: components["schemas"]["User"];
        };
        /** @description An amount that can be negative. */
        SignedMoney: {
            /**
             * @description Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99
             * @example -2
             */
            amount: number;
            /**
             * @description ISO 4217 code
             * @example CAD
             */
            currency: string;
        };
        /** @description The slot has no room for the order. */
        SlotFull: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "slot_full";
            /** @description The next slot of the day with room */
            next: string | null;
        };
        /** @description A span of opening hours. Its end is on the next day if it is not after its beginning. */
        SpanFields: {
            /** @example 07:30 */
            from: string;
            /**
             * @description 24:00 is midnight
             * @example 14:00
             */
            to: string;
        };
        /** @description An order with what the staff see of it. */
        StaffOrder: {
            /** @example ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description The number to call out, unique on its day
             * @example 047
             */
            number: string;
            /**
             * Format: date
             * @description The business day on which the order is due
             * @example 2026-01-31
             */
            day: string;
            /** @enum {string} */
            status: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            placedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueFrom: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueTo: string;
            fulfilment: components["schemas"]["OrderFulfilment"];
            lines: components["schemas"]["Line"][];
            totals: components["schemas"]["Totals"];
            payment: components["schemas"]["OrderPayment"];
            /** @description Whether the order is being prepared and has to be paid at the counter */
            unpaid: boolean;
            /** @description Until when the order waits for its payment by card. Then it expires. Null: it does not wait */
            holdUntil: string | null;
            /** @description Oldest refund first */
            refunds: components["schemas"]["Refund"][];
            /** @description Null after 180 days, and after an erasure */
            customer: components["schemas"]["OrderCustomer"] | null;
            note: string | null;
            /** @enum {string} */
            placedBy: "guest" | "customer" | "staff" | "admin";
            /**
             * @description The customer can cancel the order until it has this status
             * @enum {string}
             */
            cancelUntil: "accepted" | "preparing";
            cancelReason: ("out_of_stock" | "closing" | "customer" | "other" | "not_accepted" | "replaced") | null;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
            cancelNote: string | null;
            /** @description Oldest attempt first. Empty if it is paid at the counter */
            payments: components["schemas"]["PaymentAttempt"][];
            /** @description Oldest entry first */
            history: components["schemas"]["HistoryEntry"][];
        };
        /** @description A payment that the browser can make at the provider. */
        StartedPayment: {
            /**
             * @description Whose script takes the card
             * @constant
             */
            provider: "stripe";
            /**
             * @description What the provider's script pays with. Keep it in the page: do not store, log or send it.
             * @example pi_3PqW5kLkdIwHu7ix_secret_abc
             */
            clientSecret: string;
            /**
             * @description The shop's public key at the provider
             * @example pk_live_51Hq
             */
            publishableKey: string;
            /**
             * @description If it is not `waiting`, refresh the payment and show the order.
             * @enum {string}
             */
            status: "waiting" | "authorized" | "captured" | "voided";
            /**
             * Format: date-time
             * @description Until when the order waits for the payment
             * @example 2026-01-31T09:30:00.000Z
             */
            expiresAt: string;
        };
        StatusFields: {
            /**
             * @description A frozen user cannot log in
             * @enum {string}
             */
            status: "active" | "frozen";
        };
        /** @description The fields that change while the shop is open. */
        Stock: {
            /**
             * @description Whether it is in stock
             * @example false
             */
            inStock: boolean;
        };
        StockAdjustment: {
            /**
             * @description Pieces to add, or to take if it is negative. Not 0
             * @example 12
             */
            change: number;
            /**
             * @description Why the stock changes. It is logged, and not stored
             * @example delivery
             * @enum {string}
             */
            reason: "delivery" | "return" | "waste" | "count" | "other";
        };
        /** @description The stock is not counted. Set `quantity` with `PUT /products/{id}/stock`. */
        StockNotCountedProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:stock_not_counted";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "stock_not_counted";
        };
        /** @description The shop is not answering just now. Retry after `Retry-After` seconds. Nothing was written in part. */
        StorageUnavailableProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:storage_unavailable";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 503;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "storage_unavailable";
        };
        /** @description What a storefront shows of the store. */
        Store: {
            /** @example Café Bodega */
            name: string;
            address: components["schemas"]["StoreAddress"] | null;
            phone: string | null;
            /** @description Shown on receipts */
            taxNumber: string | null;
            /** @description Null: always open */
            hours: components["schemas"]["StoreHours"] | null;
            closures: components["schemas"]["StoreClosure"][];
            /**
             * @description When a business day ends and the next one begins
             * @example 04:00
             */
            dayEndsAt: string;
            /** @description From an order to the earliest time that it can be due */
            leadMinutes: number;
            slotMinutes: number;
            /** @description How many business days ahead an order can be due */
            maxDaysAhead: number;
            /** @description An order that is not accepted in this time is canceled */
            acceptWithinMinutes: number;
            /**
             * @description Customers can cancel before their order gets this status
             * @enum {string}
             */
            cancelUntil: "accepted" | "preparing";
            /** @description How long an order waits for its payment by card */
            holdMinutes: number;
            fulfilments: ("pickup" | "dineIn")[];
            /** @description How orders can be paid */
            payments: ("counter" | "card")[];
            tips: components["schemas"]["StoreTips"];
            taxes: components["schemas"]["StoreTaxes"];
            /** @description Totals that are paid in cash are rounded to it */
            cashRounding: number;
            /** @description Whether it is open now, by its hours and closures */
            open: boolean;
            /** @description The next opening. Null while it is open, and if it does not open within 400 days */
            opensAt: string | null;
            /** @description The end of the current opening. Null while it is closed, and if it does not close within a week */
            closesAt: string | null;
            /** @description Whether no new orders are taken, whatever the hours */
            paused: boolean;
            pausedUntil: string | null;
            /** @description Added to `leadMinutes`, because the store is busy */
            addMinutes: number;
            /**
             * Format: date
             * @description The current business day
             * @example 2026-01-31
             */
            businessDay: string;
            /**
             * @description The store's time zone (IANA)
             * @example America/Toronto
             */
            timeZone: string;
            /**
             * @description ISO 4217 code
             * @example CAD
             */
            currency: string;
            /**
             * @description Digits of the currency's minor unit (ISO 4217): with 2, the amount 1299 is 12.99
             * @example 2
             */
            currencyDigits: number;
        };
        /** @description The postal address of the store. */
        StoreAddress: {
            /**
             * @description Street and number
             * @example 12 Rue Saint-Paul
             */
            line1: string;
            /** @default null */
            line2: string | null;
            /**
             * @default null
             * @example Montréal
             */
            city: string | null;
            /**
             * @description Province, state or county
             * @default null
             * @example QC
             */
            region: string | null;
            /**
             * @default null
             * @example H2Y 1G9
             */
            postalCode: string | null;
            /**
             * @description ISO 3166-1 alpha-2
             * @example CA
             */
            country: string;
        };
        /** @description The postal address of the store. */
        StoreAddressFields: {
            /**
             * @description Street and number
             * @example 12 Rue Saint-Paul
             */
            line1: string;
            /** @default null */
            line2?: string | null;
            /**
             * @default null
             * @example Montréal
             */
            city?: string | null;
            /**
             * @description Province, state or county
             * @default null
             * @example QC
             */
            region?: string | null;
            /**
             * @default null
             * @example H2Y 1G9
             */
            postalCode?: string | null;
            /**
             * @description ISO 3166-1 alpha-2
             * @example CA
             */
            country: string;
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `StoreAddressFields` keep their values. */
        StoreAddressPatch: {
            /**
             * @description Street and number
             * @example 12 Rue Saint-Paul
             */
            line1?: string;
            line2?: string | null;
            /** @example Montréal */
            city?: string | null;
            /**
             * @description Province, state or county
             * @example QC
             */
            region?: string | null;
            /** @example H2Y 1G9 */
            postalCode?: string | null;
            /**
             * @description ISO 3166-1 alpha-2
             * @example CA
             */
            country?: string;
        };
        /** @description The store is closed at this time, or takes no orders at the moment. */
        StoreClosed: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "store_closed";
            opensAt: string | null;
        };
        /** @description Days on which no span begins. The night before ends as usual. */
        StoreClosure: {
            /**
             * Format: date
             * @description First day
             * @example 2026-12-24
             */
            from: string;
            /**
             * Format: date
             * @description Last day, included. Without it, the first day
             * @default null
             * @example 2026-12-26
             */
            to: string | null;
            /**
             * @default null
             * @example Christmas
             */
            reason: string | null;
        };
        /** @description The settings of the store. A field that is left out of a PUT gets its default. */
        StoreFields: {
            /**
             * @description Null: the parameter `ShopName`
             * @default null
             * @example Café Bodega
             */
            name?: string | null;
            /** @default null */
            address?: components["schemas"]["StoreAddressFields"] | null;
            /** @default null */
            phone?: string | null;
            /**
             * @description Shown on receipts
             * @default null
             * @example 123456789 RT0001
             */
            taxNumber?: string | null;
            /**
             * @description Null: always open
             * @default null
             */
            hours?: components["schemas"]["HoursFields"] | null;
            /**
             * @description Days on which the store is closed
             * @default []
             */
            closures?: components["schemas"]["ClosureFields"][];
            /**
             * @description When a business day ends and the next one begins
             * @default 00:00
             * @example 04:00
             */
            dayEndsAt?: string;
            /**
             * @description From an order to the earliest time that it can be due
             * @default 15
             */
            leadMinutes?: number;
            /** @default 15 */
            slotMinutes?: number;
            /**
             * @description Null: no limit
             * @default null
             */
            capacity?: components["schemas"]["CapacityFields"] | null;
            /**
             * @description How many business days ahead an order can be due
             * @default 6
             */
            maxDaysAhead?: number;
            /**
             * @description Whether orders are accepted as they are placed
             * @default false
             */
            autoAccept?: boolean;
            /**
             * @description An order that is not accepted in this time is canceled. Counts while open
             * @default 10
             */
            acceptWithinMinutes?: number;
            /**
             * @description Customers can cancel before their order gets this status
             * @default accepted
             * @enum {string}
             */
            cancelUntil?: "accepted" | "preparing";
            /**
             * @description How long an order waits for its payment by card. Then it expires
             * @default 10
             */
            holdMinutes?: number;
            /**
             * @description When cards are charged: when an order gets this status. Until then they are authorized
             * @default accepted
             * @enum {string}
             */
            capture?: "accepted" | "placed";
            /**
             * @description Gets a mail if money needs a person: a card cannot be charged, or a refund failed. Null: no mail
             * @default null
             * @example owner@shop.example
             */
            alertEmail?: string | null;
            /**
             * @description The number of a business day's first order
             * @default 1
             */
            numberFrom?: number;
            /**
             * @default [
             *       "pickup"
             *     ]
             */
            fulfilments?: ("pickup" | "dineIn")[];
            tips?: components["schemas"]["TipsFields"];
            taxes?: components["schemas"]["TaxesFields"];
            /**
             * @description The smallest amount of cash. Totals that are paid in cash are rounded to it. Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99
             * @default 1
             * @enum {integer}
             */
            cashRounding?: 1 | 5 | 10 | 20 | 25 | 50 | 100 | 500 | 1000;
        };
        /** @description The opening hours of each day of the week. On a day without spans, the store is closed. */
        StoreHours: {
            /** @default [] */
            monday: components["schemas"]["SpanFields"][];
            /** @default [] */
            tuesday: components["schemas"]["SpanFields"][];
            /** @default [] */
            wednesday: components["schemas"]["SpanFields"][];
            /** @default [] */
            thursday: components["schemas"]["SpanFields"][];
            /** @default [] */
            friday: components["schemas"]["SpanFields"][];
            /** @default [] */
            saturday: components["schemas"]["SpanFields"][];
            /** @default [] */
            sunday: components["schemas"]["SpanFields"][];
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `StoreFields` keep their values. */
        StorePatch: {
            /**
             * @description Null: the parameter `ShopName`
             * @example Café Bodega
             */
            name?: string | null;
            address?: components["schemas"]["StoreAddressPatch"] | null;
            phone?: string | null;
            /**
             * @description Shown on receipts
             * @example 123456789 RT0001
             */
            taxNumber?: string | null;
            /** @description Null: always open */
            hours?: components["schemas"]["HoursPatch"] | null;
            /** @description Days on which the store is closed */
            closures?: components["schemas"]["ClosureFields"][] | null;
            /**
             * @description When a business day ends and the next one begins
             * @example 04:00
             */
            dayEndsAt?: string | null;
            /** @description From an order to the earliest time that it can be due */
            leadMinutes?: number | null;
            slotMinutes?: number | null;
            /** @description Null: no limit */
            capacity?: components["schemas"]["CapacityPatch"] | null;
            /** @description How many business days ahead an order can be due */
            maxDaysAhead?: number | null;
            /** @description Whether orders are accepted as they are placed */
            autoAccept?: boolean | null;
            /** @description An order that is not accepted in this time is canceled. Counts while open */
            acceptWithinMinutes?: number | null;
            /** @description Customers can cancel before their order gets this status */
            cancelUntil?: ("accepted" | "preparing") | null;
            /** @description How long an order waits for its payment by card. Then it expires */
            holdMinutes?: number | null;
            /** @description When cards are charged: when an order gets this status. Until then they are authorized */
            capture?: ("accepted" | "placed") | null;
            /**
             * @description Gets a mail if money needs a person: a card cannot be charged, or a refund failed. Null: no mail
             * @example owner@shop.example
             */
            alertEmail?: string | null;
            /** @description The number of a business day's first order */
            numberFrom?: number | null;
            fulfilments?: ("pickup" | "dineIn")[] | null;
            tips?: components["schemas"]["TipsPatch"] | null;
            taxes?: components["schemas"]["TaxesPatch"] | null;
            /** @description The smallest amount of cash. Totals that are paid in cash are rounded to it. Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99 */
            cashRounding?: (1 | 5 | 10 | 20 | 25 | 50 | 100 | 500 | 1000) | null;
        };
        /** @description The settings of the store. */
        StoreSettings: {
            /**
             * @description Null: the parameter `ShopName`
             * @default null
             * @example Café Bodega
             */
            name: string | null;
            address: components["schemas"]["StoreAddress"] | null;
            /** @default null */
            phone: string | null;
            /**
             * @description Shown on receipts
             * @default null
             * @example 123456789 RT0001
             */
            taxNumber: string | null;
            /** @description Null: always open */
            hours: components["schemas"]["StoreHours"] | null;
            closures: components["schemas"]["StoreClosure"][];
            /**
             * @description When a business day ends and the next one begins
             * @default 00:00
             * @example 04:00
             */
            dayEndsAt: string;
            /**
             * @description From an order to the earliest time that it can be due
             * @default 15
             */
            leadMinutes: number;
            /** @default 15 */
            slotMinutes: number;
            /**
             * @description Null: no limit
             * @default null
             */
            capacity: components["schemas"]["CapacityFields"] | null;
            /**
             * @description How many business days ahead an order can be due
             * @default 6
             */
            maxDaysAhead: number;
            /**
             * @description Whether orders are accepted as they are placed
             * @default false
             */
            autoAccept: boolean;
            /**
             * @description An order that is not accepted in this time is canceled. Counts while open
             * @default 10
             */
            acceptWithinMinutes: number;
            /**
             * @description Customers can cancel before their order gets this status
             * @default accepted
             * @enum {string}
             */
            cancelUntil: "accepted" | "preparing";
            /**
             * @description How long an order waits for its payment by card. Then it expires
             * @default 10
             */
            holdMinutes: number;
            /**
             * @description When cards are charged: when an order gets this status. Until then they are authorized
             * @default accepted
             * @enum {string}
             */
            capture: "accepted" | "placed";
            /**
             * @description Gets a mail if money needs a person: a card cannot be charged, or a refund failed. Null: no mail
             * @default null
             * @example owner@shop.example
             */
            alertEmail: string | null;
            /**
             * @description The number of a business day's first order
             * @default 1
             */
            numberFrom: number;
            /**
             * @default [
             *       "pickup"
             *     ]
             */
            fulfilments: ("pickup" | "dineIn")[];
            tips: components["schemas"]["StoreTips"];
            taxes: components["schemas"]["StoreTaxes"];
            /**
             * @description The smallest amount of cash. Totals that are paid in cash are rounded to it. Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99
             * @default 1
             * @enum {integer}
             */
            cashRounding: 1 | 5 | 10 | 20 | 25 | 50 | 100 | 500 | 1000;
            /** @description Increases by one with each change. 0: nothing was changed yet */
            version: number;
            /** @description Null: nothing was changed yet */
            updatedAt: string | null;
        };
        /** @description A part of the opening hours, in which orders can be due. */
        StoreSlot: {
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            to: string;
            /**
             * @description `closed`: it is too early for the kitchen, or the store takes no orders now
             * @enum {string}
             */
            status: "free" | "full" | "closed";
        };
        /** @description The slots of a business day, in order. */
        StoreSlots: {
            /**
             * Format: date
             * @example 2026-01-31
             */
            date: string;
            /** @enum {string} */
            fulfilment: "pickup" | "dineIn";
            items: components["schemas"]["StoreSlot"][];
        };
        /** @description The taxes of the products in a category. */
        StoreTaxCategory: {
            /**
             * @description `taxCategory` of products
             * @example standard
             */
            id: string;
            /** @example Standard */
            name: string;
            /**
             * @description Their names differ. None: free of tax
             * @default []
             */
            rates: components["schemas"]["TaxRateFields"][];
        };
        /** @description How taxes are computed. */
        StoreTaxes: {
            /**
             * @description Whether the prices of the catalogue include taxes
             * @default false
             */
            pricesInclude: boolean;
            /**
             * @description Round per rate over the order, or per line
             * @default total
             * @enum {string}
             */
            rounding: "total" | "line";
            /**
             * @default half_up
             * @enum {string}
             */
            mode: "half_up" | "half_even";
            /** @description The first one is that of products without a tax category */
            categories: components["schemas"]["StoreTaxCategory"][];
        };
        /** @description The tips that a storefront suggests. */
        StoreTips: {
            /**
             * @description The tips that a storefront suggests, in percent
             * @default []
             * @example [
             *       10,
             *       15,
             *       20
             *     ]
             */
            percents: number[];
        };
        /** @description The sums of a range, and of the days before it. */
        Summary: {
            orders: number;
            /** @description Orders minus refunds */
            revenue: components["schemas"]["Amount"];
            /** @description Revenue divided by orders, rounded half up. Null without orders. */
            averageOrderValue: components["schemas"]["Amount"] | null;
            /** @description Items ordered minus items refunded */
            itemsSold: number;
            /** @description Number of refunds */
            refunds: number;
            /** @description Sum of the refunds */
            refunded: components["schemas"]["Amount"];
            /**
             * Format: date
             * @description First day
             * @example 2026-01-31
             */
            from: string;
            /**
             * Format: date
             * @description Last day, included
             * @example 2026-01-31
             */
            to: string;
            /**
             * @description The shop's time zone (IANA)
             * @example America/Toronto
             */
            timeZone: string;
            /**
             * @description ISO 4217 code
             * @example CAD
             */
            currency: string;
            /**
             * @description Digits of the currency's minor unit (ISO 4217): with 2, the amount 1299 is 12.99
             * @example 2
             */
            currencyDigits: number;
            previous: components["schemas"]["PreviousFigures"];
        };
        /** @description How many events were new. */
        Taken: {
            /** @description New events */
            accepted: number;
            /** @description Events that were accepted before, or whose order was */
            repeated: number;
        };
        /** @description A tax of the order. */
        Tax: {
            name: string;
            /**
             * @description In thousandths of a percent: 5000 is 5 %
             * @example 5000
             */
            rate: number;
            /** @description Whether prices include it. If so, it is part of `items`. */
            included: boolean;
            /** @description The amount that is taxed */
            base: components["schemas"]["Money"];
            amount: components["schemas"]["Money"];
        };
        /** @description The taxes of the products in a category. */
        TaxCategoryFields: {
            /**
             * @description `taxCategory` of products
             * @example standard
             */
            id: string;
            /** @example Standard */
            name: string;
            /**
             * @description Their names differ. None: free of tax
             * @default []
             */
            rates?: components["schemas"]["TaxRateFields"][];
        };
        TaxRateFields: {
            /**
             * @description Shown on receipts
             * @example GST
             */
            name: string;
            /**
             * @description In thousandths of a percent: 13 % is 13000
             * @example 5000
             */
            rate: number;
        };
        /** @description How taxes are computed. */
        TaxesFields: {
            /**
             * @description Whether the prices of the catalogue include taxes
             * @default false
             */
            pricesInclude?: boolean;
            /**
             * @description Round per rate over the order, or per line
             * @default total
             * @enum {string}
             */
            rounding?: "total" | "line";
            /**
             * @default half_up
             * @enum {string}
             */
            mode?: "half_up" | "half_even";
            /** @description The first one is that of products without a tax category, or with an unknown one */
            categories?: components["schemas"]["TaxCategoryFields"][];
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `TaxesFields` keep their values. */
        TaxesPatch: {
            /** @description Whether the prices of the catalogue include taxes */
            pricesInclude?: boolean | null;
            /** @description Round per rate over the order, or per line */
            rounding?: ("total" | "line") | null;
            mode?: ("half_up" | "half_even") | null;
            /** @description The first one is that of products without a tax category, or with an unknown one */
            categories?: components["schemas"]["TaxCategoryFields"][] | null;
        };
        /** @description An open order in the kitchen's queue. */
        Ticket: {
            /** @example ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /**
             * @description The number to call out, unique on its day
             * @example 047
             */
            number: string;
            /** @enum {string} */
            status: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            placedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueFrom: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueTo: string;
            fulfilment: components["schemas"]["OrderFulfilment"];
            /** @description The name to call out */
            callName: string | null;
            ticket: components["schemas"]["TicketLine"][];
            totals: components["schemas"]["Totals"];
            payment: components["schemas"]["OrderPayment"];
            /** @description Whether it has to be paid at the counter */
            unpaid: boolean;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
        };
        /** @description A line as the kitchen reads it. */
        TicketLine: {
            quantity: number;
            name: string;
            /**
             * @description The chosen addons
             * @example [
             *       "Oat milk"
             *     ]
             */
            options: string[];
            note: string | null;
        };
        /** @description A tip: a percentage of the items, or an amount. */
        TipFields: {
            /**
             * @default null
             * @example 15
             */
            percent?: number | null;
            /** @default null */
            amount?: components["schemas"]["Money"] | null;
        };
        /** @description The tip is more than the shop takes. */
        TipTooHigh: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "tip_too_high";
            maximumTip: components["schemas"]["Money"];
        };
        TipsFields: {
            /**
             * @description The tips that a storefront suggests, in percent
             * @default []
             * @example [
             *       10,
             *       15,
             *       20
             *     ]
             */
            percents?: number[];
        };
        /** @description Fields to change (RFC 7396). Omitted fields of `TipsFields` keep their values. */
        TipsPatch: {
            /**
             * @description The tips that a storefront suggests, in percent
             * @example [
             *       10,
             *       15,
             *       20
             *     ]
             */
            percents?: number[] | null;
        };
        /** @description The tokens of a session. Store the refresh token before you use the access token. */
        Tokens: {
            /** @description Send it as `Authorization: Bearer …` */
            accessToken: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            /** @description Exchange it for the next tokens within 30 days */
            refreshToken: string;
        };
        /** @description The day is more business days ahead than the store takes orders for. */
        TooFarAhead: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "too_far_ahead";
            /**
             * Format: date
             * @example 2026-01-31
             */
            lastDay: string;
        };
        /** @description Too many changes in one request. Split the change into several requests. */
        TooManyChangesProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:too_many_changes";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 422;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "too_many_changes";
        };
        /** @description Too many requests. Wait `Retry-After` seconds. */
        TooManyRequestsProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:too_many_requests";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 429;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "too_many_requests";
        };
        /** @description The order cannot be ready by this time. */
        TooSoon: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "too_soon";
            earliest: string | null;
        };
        /** @description total = items - discount + taxes that are not included + deliveryFee + tip + rounding. */
        Totals: {
            items: components["schemas"]["Money"];
            discount: components["schemas"]["Money"];
            taxes: components["schemas"]["Tax"][];
            deliveryFee: components["schemas"]["Money"];
            tip: components["schemas"]["Money"];
            /** @description Of cash; 0 until a payment in cash is recorded */
            rounding: components["schemas"]["SignedMoney"];
            total: components["schemas"]["Money"];
        };
        TrackFields: {
            /**
             * @description The token of the link in a mail about the order
             * @example q2Ao1l8nCz0X3m7QjYg4Vw9kTe6rBs5uHd1fPiLxNyE
             */
            token: string;
        };
        /** @description How the order is handed over. */
        TrackedFulfilment: {
            /** @enum {string} */
            type: "pickup" | "dineIn";
        };
        /** @description A line without its note. */
        TrackedLine: {
            quantity: number;
            name: string;
            /**
             * @description The chosen addons
             * @example [
             *       "Oat milk"
             *     ]
             */
            options: string[];
        };
        /** @description An order as anyone with the link of its mail sees it. */
        TrackedOrder: {
            /**
             * @description The number to call out
             * @example 047
             */
            number: string;
            /**
             * Format: date
             * @example 2026-01-31
             */
            day: string;
            /** @enum {string} */
            status: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueFrom: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            dueTo: string;
            fulfilment: components["schemas"]["TrackedFulfilment"];
            lines: components["schemas"]["TrackedLine"][];
            total: components["schemas"]["Money"];
            cancelReason: ("out_of_stock" | "closing" | "customer" | "other" | "not_accepted" | "replaced") | null;
            /**
             * @description Seconds after which a page that shows the order asks again
             * @example 5
             */
            pollAfter: number;
        };
        /** @description The order cannot move to this status. Read the order again, and offer the statuses in `allowed`. */
        TransitionNotAllowedProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:transition_not_allowed";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 409;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "transition_not_allowed";
            /**
             * @description The status of the order
             * @enum {string}
             */
            orderStatus: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
            /** @description The statuses to which the caller may move the order. `canceled` has a route of its own. */
            allowed: ("pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired")[];
        };
        /** @description A valid bearer token is needed. Refresh the tokens, or ask the user to log in. */
        UnauthorizedProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:unauthorized";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 401;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "unauthorized";
        };
        /** @description The price of one piece. */
        Unit: {
            /** @description The price of the product */
            base: components["schemas"]["Money"];
            addons: components["schemas"]["LineAddon"][];
            /** @description The price with all addons */
            amount: components["schemas"]["Money"];
        };
        /** @description There is no such product. */
        UnknownProduct: {
            /**
             * @description JSON pointer (RFC 6901) into the request body
             * @example /lines/0/quantity
             */
            pointer: string;
            /** @description What is wrong, for people to read */
            detail: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            code: "unknown_product";
            /** @example prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            productId: string;
        };
        /** @description The type of the body is not supported. Set `Content-Type: application/json`. */
        UnsupportedMediaTypeProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:unsupported_media_type";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 415;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it.
             * @enum {string}
             */
            code: "unsupported_media_type";
        };
        /** @description A customer, a member of the staff, an admin or a guest. */
        User: {
            /**
             * @description Can be empty
             * @example Ada
             */
            firstName: string;
            /**
             * @description Can be empty
             * @example Lovelace
             */
            lastName: string;
            /** @description In the form of ITU-T E.164 */
            phone: string | null;
            /** @example usr_01JD4W0Q8V5E2M7T9X3K6B1ZCN */
            id: string;
            /** @description As typed at registration, with the domain in lower case and ASCII; null for a guest */
            email: string | null;
            /** @description Whether the user has used the token of the welcome mail */
            emailVerified: boolean;
            /** @enum {string} */
            role: "guest" | "customer" | "staff" | "admin";
            /**
             * @description A frozen user cannot log in
             * @enum {string}
             */
            status: "active" | "frozen";
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time in UTC (RFC 3339)
             * @example 2026-01-31T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * @description Increases by one with each change. In quotes, it is the `ETag`.
             * @example 1
             */
            version: number;
        };
        UserPage: {
            items: components["schemas"]["User"][];
            /** @description Pass it as `cursor` to get the next page. Null on the last page. */
            nextCursor: string | null;
        };
        /** @description The request breaks a rule. Correct the fields in `errors`. */
        ValidationFailedProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:validation_failed";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 422;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "validation_failed";
            /** @description The broken rules and their places */
            errors: components["schemas"]["FieldProblem"][];
        };
        /** @description Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
        VersionConflictProblem: {
            /**
             * Format: uri
             * @description URI of the kind of problem
             * @enum {string}
             */
            type: "urn:bodega:problem:version_conflict";
            /** @description Short text for the kind of problem */
            title: string;
            /**
             * @description The HTTP status
             * @enum {integer}
             */
            status: 412;
            /** @description What happened, for people to read */
            detail: string;
            /** @description The ID of the request. Name it when you ask for help. */
            instance: string;
            /**
             * @description Stable name of the kind of problem. Branch on it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            code: "version_conflict";
        };
    };
    responses: {
        /** @description `malformed_body`: The body cannot be read. Send one JSON object. `detail` says where parsing stopped. */
        MalformedBody: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["MalformedBodyProblem"];
            };
        };
        /** @description `invalid_cursor`: The cursor is not valid. Start the list again without a cursor. */
        InvalidCursor: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidCursorProblem"];
            };
        };
        /** @description `invalid_signature`: The signature is not valid. Sign the event with the key of the shop's webhook. */
        InvalidSignature: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidSignatureProblem"];
            };
        };
        /** @description `unauthorized`: A valid bearer token is needed. Refresh the tokens, or ask the user to log in. */
        Unauthorized: {
            headers: {
                /** @description The scheme to authenticate with */
                "WWW-Authenticate": "Bearer realm=\"bodega\"";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnauthorizedProblem"];
            };
        };
        /** @description `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request. */
        SessionEnded: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["SessionEndedProblem"];
            };
        };
        /** @description `forbidden`: Not allowed. Use the token of an account that may do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ForbiddenProblem"];
            };
        };
        /** @description `email_taken`: The email is taken. Offer to log in or to reset the password. */
        EmailTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["EmailTakenProblem"];
            };
        };
        /** @description `insufficient_points`: Not enough points. Redeem fewer points. */
        InsufficientPoints: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InsufficientPointsProblem"];
            };
        };
        /** @description `last_admin`: The shop needs an admin. Make another user an admin first. */
        LastAdmin: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["LastAdminProblem"];
            };
        };
        /** @description `payload_too_large`: The body is too large. Send a smaller body. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PayloadTooLargeProblem"];
            };
        };
        /** @description `unsupported_media_type`: The type of the body is not supported. Set `Content-Type: application/json`. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
            };
        };
        /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait before the next attempt */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
            };
        };
        /** @description `internal_error`: Something went wrong on our side. Give the `instance` to the shop's support. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InternalErrorProblem"];
            };
        };
        /** @description `bad_gateway`: The service behind this route failed. Check the result of a change before you repeat it. */
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["BadGatewayProblem"];
            };
        };
        /** @description `storage_unavailable`: The shop is not answering just now. Retry after `Retry-After` seconds. Nothing was written in part. */
        StorageUnavailable: {
            headers: {
                /** @description Seconds to wait before the next attempt */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["StorageUnavailableProblem"];
            };
        };
        /** @description `gateway_timeout`: The service behind this route took too long. Check the result of a change before you repeat it. */
        GatewayTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["GatewayTimeoutProblem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AccessToken = components['schemas']['AccessToken'];
export type AccountExport = components['schemas']['AccountExport'];
export type AccountFrozenProblem = components['schemas']['AccountFrozenProblem'];
export type Addon = components['schemas']['Addon'];
export type AddonFields = components['schemas']['AddonFields'];
export type AddonPage = components['schemas']['AddonPage'];
export type AddonPatch = components['schemas']['AddonPatch'];
export type Address = components['schemas']['Address'];
export type AddressFields = components['schemas']['AddressFields'];
export type AddressPage = components['schemas']['AddressPage'];
export type Amount = components['schemas']['Amount'];
export type BadGatewayProblem = components['schemas']['BadGatewayProblem'];
export type Balance = components['schemas']['Balance'];
export type BestSellers = components['schemas']['BestSellers'];
export type CancellationFields = components['schemas']['CancellationFields'];
export type CapacityFields = components['schemas']['CapacityFields'];
export type CapacityPatch = components['schemas']['CapacityPatch'];
export type CategoriesInOrder = components['schemas']['CategoriesInOrder'];
export type Category = components['schemas']['Category'];
export type CategoryFields = components['schemas']['CategoryFields'];
export type CategoryOrder = components['schemas']['CategoryOrder'];
export type CategoryPage = components['schemas']['CategoryPage'];
export type CategoryPatch = components['schemas']['CategoryPatch'];
export type ChoiceFields = components['schemas']['ChoiceFields'];
export type ChoiceMissing = components['schemas']['ChoiceMissing'];
export type ChoiceNotOffered = components['schemas']['ChoiceNotOffered'];
export type ChoiceTooMany = components['schemas']['ChoiceTooMany'];
export type ClosureFields = components['schemas']['ClosureFields'];
export type CounterPaymentFields = components['schemas']['CounterPaymentFields'];
export type CustomerFields = components['schemas']['CustomerFields'];
export type Customization = components['schemas']['Customization'];
export type CustomizationFields = components['schemas']['CustomizationFields'];
export type CustomizationPage = components['schemas']['CustomizationPage'];
export type CustomizationPatch = components['schemas']['CustomizationPatch'];
export type Discount = components['schemas']['Discount'];
export type EmailChange = components['schemas']['EmailChange'];
export type EmailTakenProblem = components['schemas']['EmailTakenProblem'];
export type EmailToken = components['schemas']['EmailToken'];
export type Erasure = components['schemas']['Erasure'];
export type EventFields = components['schemas']['EventFields'];
export type ExportedLoyalty = components['schemas']['ExportedLoyalty'];
export type ExportedMail = components['schemas']['ExportedMail'];
export type ExportedOrder = components['schemas']['ExportedOrder'];
export type ExportedRequest = components['schemas']['ExportedRequest'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type Figures = components['schemas']['Figures'];
export type FlatMenu = components['schemas']['FlatMenu'];
export type FlatMenuCategory = components['schemas']['FlatMenuCategory'];
export type FlatMenuCustomization = components['schemas']['FlatMenuCustomization'];
export type FlatMenuProduct = components['schemas']['FlatMenuProduct'];
export type ForbiddenProblem = components['schemas']['ForbiddenProblem'];
export type ForgottenPassword = components['schemas']['ForgottenPassword'];
export type FulfilmentFields = components['schemas']['FulfilmentFields'];
export type FulfilmentNotOffered = components['schemas']['FulfilmentNotOffered'];
export type GatewayTimeoutProblem = components['schemas']['GatewayTimeoutProblem'];
export type Health = components['schemas']['Health'];
export type HistoryEntry = components['schemas']['HistoryEntry'];
export type HoursFields = components['schemas']['HoursFields'];
export type HoursPatch = components['schemas']['HoursPatch'];
export type IdempotencyKeyReusedProblem = components['schemas']['IdempotencyKeyReusedProblem'];
export type InUseProblem = components['schemas']['InUseProblem'];
export type InsufficientPointsProblem = components['schemas']['InsufficientPointsProblem'];
export type InsufficientStockProblem = components['schemas']['InsufficientStockProblem'];
export type IntakeFields = components['schemas']['IntakeFields'];
export type InternalErrorProblem = components['schemas']['InternalErrorProblem'];
export type InvalidCredentialsProblem = components['schemas']['InvalidCredentialsProblem'];
export type InvalidCursorProblem = components['schemas']['InvalidCursorProblem'];
export type InvalidSignatureProblem = components['schemas']['InvalidSignatureProblem'];
export type InvalidTokenProblem = components['schemas']['InvalidTokenProblem'];
export type ItemFields = components['schemas']['ItemFields'];
export type LastAdminProblem = components['schemas']['LastAdminProblem'];
export type Line = components['schemas']['Line'];
export type LineAddon = components['schemas']['LineAddon'];
export type LineFields = components['schemas']['LineFields'];
export type LineTax = components['schemas']['LineTax'];
export type LogIn = components['schemas']['LogIn'];
export type LogOut = components['schemas']['LogOut'];
export type MalformedBodyProblem = components['schemas']['MalformedBodyProblem'];
export type Menu = components['schemas']['Menu'];
export type MenuAddon = components['schemas']['MenuAddon'];
export type MenuCategory = components['schemas']['MenuCategory'];
export type MenuCustomization = components['schemas']['MenuCustomization'];
export type MenuProduct = components['schemas']['MenuProduct'];
export type MenuTooLargeProblem = components['schemas']['MenuTooLargeProblem'];
export type MissingItem = components['schemas']['MissingItem'];
export type Money = components['schemas']['Money'];
export type MoneyPatch = components['schemas']['MoneyPatch'];
export type NameTakenProblem = components['schemas']['NameTakenProblem'];
export type NotAvailable = components['schemas']['NotAvailable'];
export type NotFoundProblem = components['schemas']['NotFoundProblem'];
export type NotOrderableProblem = components['schemas']['NotOrderableProblem'];
export type OpenOrdersProblem = components['schemas']['OpenOrdersProblem'];
export type Order = components['schemas']['Order'];
export type OrderActor = components['schemas']['OrderActor'];
export type OrderCustomer = components['schemas']['OrderCustomer'];
export type OrderFields = components['schemas']['OrderFields'];
export type OrderFulfilment = components['schemas']['OrderFulfilment'];
export type OrderFulfilmentFields = components['schemas']['OrderFulfilmentFields'];
export type OrderMoney = components['schemas']['OrderMoney'];
export type OrderNotPayableProblem = components['schemas']['OrderNotPayableProblem'];
export type OrderPayment = components['schemas']['OrderPayment'];
export type OrderProblem = components['schemas']['OrderProblem'];
export type OrderSeries = components['schemas']['OrderSeries'];
export type OrderStatusFields = components['schemas']['OrderStatusFields'];
export type OrderSummary = components['schemas']['OrderSummary'];
export type OrderSummaryPage = components['schemas']['OrderSummaryPage'];
export type OutOfStock = components['schemas']['OutOfStock'];
export type OwnOrder = components['schemas']['OwnOrder'];
export type OwnSession = components['schemas']['OwnSession'];
export type OwnSessionPage = components['schemas']['OwnSessionPage'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type PasswordReset = components['schemas']['PasswordReset'];
export type Pause = components['schemas']['Pause'];
export type PauseFields = components['schemas']['PauseFields'];
export type PayloadTooLargeProblem = components['schemas']['PayloadTooLargeProblem'];
export type PaymentAttempt = components['schemas']['PaymentAttempt'];
export type PaymentDueProblem = components['schemas']['PaymentDueProblem'];
export type PaymentFields = components['schemas']['PaymentFields'];
export type PaymentInProgressProblem = components['schemas']['PaymentInProgressProblem'];
export type PaymentMethod = components['schemas']['PaymentMethod'];
export type PaymentMethodFields = components['schemas']['PaymentMethodFields'];
export type PaymentMethodPage = components['schemas']['PaymentMethodPage'];
export type PaymentNotOffered = components['schemas']['PaymentNotOffered'];
export type PaymentsUnavailableProblem = components['schemas']['PaymentsUnavailableProblem'];
export type PendingEmailChange = components['schemas']['PendingEmailChange'];
export type PointsFields = components['schemas']['PointsFields'];
export type PointsTransaction = components['schemas']['PointsTransaction'];
export type PointsTransactionPage = components['schemas']['PointsTransactionPage'];
export type PreconditionFailedProblem = components['schemas']['PreconditionFailedProblem'];
export type PreviousFigures = components['schemas']['PreviousFigures'];
export type PriceChangedProblem = components['schemas']['PriceChangedProblem'];
export type Product = components['schemas']['Product'];
export type ProductFields = components['schemas']['ProductFields'];
export type ProductPage = components['schemas']['ProductPage'];
export type ProductPatch = components['schemas']['ProductPatch'];
export type ProductStock = components['schemas']['ProductStock'];
export type ProductTotals = components['schemas']['ProductTotals'];
export type ProfilePatch = components['schemas']['ProfilePatch'];
export type Queue = components['schemas']['Queue'];
export type Quote = components['schemas']['Quote'];
export type QuoteFields = components['schemas']['QuoteFields'];
export type QuotedFulfilment = components['schemas']['QuotedFulfilment'];
export type Ranking = components['schemas']['Ranking'];
export type Refresh = components['schemas']['Refresh'];
export type Refund = components['schemas']['Refund'];
export type RefundExceedsProblem = components['schemas']['RefundExceedsProblem'];
export type RefundFields = components['schemas']['RefundFields'];
export type RefundMoney = components['schemas']['RefundMoney'];
export type RefundedLine = components['schemas']['RefundedLine'];
export type RefundedPieces = components['schemas']['RefundedPieces'];
export type Registration = components['schemas']['Registration'];
export type Reorder = components['schemas']['Reorder'];
export type ReorderChoice = components['schemas']['ReorderChoice'];
export type ReorderFulfilment = components['schemas']['ReorderFulfilment'];
export type ReorderLine = components['schemas']['ReorderLine'];
export type ReorderQuote = components['schemas']['ReorderQuote'];
export type ReorderSelection = components['schemas']['ReorderSelection'];
export type ResetDone = components['schemas']['ResetDone'];
export type ResetDoneByCookie = components['schemas']['ResetDoneByCookie'];
export type RoleFields = components['schemas']['RoleFields'];
export type SelectionFields = components['schemas']['SelectionFields'];
export type Series = components['schemas']['Series'];
export type Session = components['schemas']['Session'];
export type SessionEndedProblem = components['schemas']['SessionEndedProblem'];
export type SignedIn = components['schemas']['SignedIn'];
export type SignedInByCookie = components['schemas']['SignedInByCookie'];
export type SignedMoney = components['schemas']['SignedMoney'];
export type SlotFull = components['schemas']['SlotFull'];
export type SpanFields = components['schemas']['SpanFields'];
export type StaffOrder = components['schemas']['StaffOrder'];
export type StartedPayment = components['schemas']['StartedPayment'];
export type StatusFields = components['schemas']['StatusFields'];
export type Stock = components['schemas']['Stock'];
export type StockAdjustment = components['schemas']['StockAdjustment'];
export type StockNotCountedProblem = components['schemas']['StockNotCountedProblem'];
export type StorageUnavailableProblem = components['schemas']['StorageUnavailableProblem'];
export type Store = components['schemas']['Store'];
export type StoreAddress = components['schemas']['StoreAddress'];
export type StoreAddressFields = components['schemas']['StoreAddressFields'];
export type StoreAddressPatch = components['schemas']['StoreAddressPatch'];
export type StoreClosed = components['schemas']['StoreClosed'];
export type StoreClosure = components['schemas']['StoreClosure'];
export type StoreFields = components['schemas']['StoreFields'];
export type StoreHours = components['schemas']['StoreHours'];
export type StorePatch = components['schemas']['StorePatch'];
export type StoreSettings = components['schemas']['StoreSettings'];
export type StoreSlot = components['schemas']['StoreSlot'];
export type StoreSlots = components['schemas']['StoreSlots'];
export type StoreTaxCategory = components['schemas']['StoreTaxCategory'];
export type StoreTaxes = components['schemas']['StoreTaxes'];
export type StoreTips = components['schemas']['StoreTips'];
export type Summary = components['schemas']['Summary'];
export type Taken = components['schemas']['Taken'];
export type Tax = components['schemas']['Tax'];
export type TaxCategoryFields = components['schemas']['TaxCategoryFields'];
export type TaxRateFields = components['schemas']['TaxRateFields'];
export type TaxesFields = components['schemas']['TaxesFields'];
export type TaxesPatch = components['schemas']['TaxesPatch'];
export type Ticket = components['schemas']['Ticket'];
export type TicketLine = components['schemas']['TicketLine'];
export type TipFields = components['schemas']['TipFields'];
export type TipTooHigh = components['schemas']['TipTooHigh'];
export type TipsFields = components['schemas']['TipsFields'];
export type TipsPatch = components['schemas']['TipsPatch'];
export type Tokens = components['schemas']['Tokens'];
export type TooFarAhead = components['schemas']['TooFarAhead'];
export type TooManyChangesProblem = components['schemas']['TooManyChangesProblem'];
export type TooManyRequestsProblem = components['schemas']['TooManyRequestsProblem'];
export type TooSoon = components['schemas']['TooSoon'];
export type Totals = components['schemas']['Totals'];
export type TrackFields = components['schemas']['TrackFields'];
export type TrackedFulfilment = components['schemas']['TrackedFulfilment'];
export type TrackedLine = components['schemas']['TrackedLine'];
export type TrackedOrder = components['schemas']['TrackedOrder'];
export type TransitionNotAllowedProblem = components['schemas']['TransitionNotAllowedProblem'];
export type UnauthorizedProblem = components['schemas']['UnauthorizedProblem'];
export type Unit = components['schemas']['Unit'];
export type UnknownProduct = components['schemas']['UnknownProduct'];
export type UnsupportedMediaTypeProblem = components['schemas']['UnsupportedMediaTypeProblem'];
export type User = components['schemas']['User'];
export type UserPage = components['schemas']['UserPage'];
export type ValidationFailedProblem = components['schemas']['ValidationFailedProblem'];
export type VersionConflictProblem = components['schemas']['VersionConflictProblem'];
export type ResponseMalformedBody = components['responses']['MalformedBody'];
export type ResponseInvalidCursor = components['responses']['InvalidCursor'];
export type ResponseInvalidSignature = components['responses']['InvalidSignature'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseSessionEnded = components['responses']['SessionEnded'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseEmailTaken = components['responses']['EmailTaken'];
export type ResponseInsufficientPoints = components['responses']['InsufficientPoints'];
export type ResponseLastAdmin = components['responses']['LastAdmin'];
export type ResponsePayloadTooLarge = components['responses']['PayloadTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseBadGateway = components['responses']['BadGateway'];
export type ResponseStorageUnavailable = components['responses']['StorageUnavailable'];
export type ResponseGatewayTimeout = components['responses']['GatewayTimeout'];
export type $defs = Record<string, never>;
export interface operations {
    listAddons: {
        parameters: {
            query?: {
                /** @description Items per page */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only items that are in stock, or that are not */
                inStock?: boolean;
                /** @description Only names with this prefix, without regard to case and accents */
                name?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of addons */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddonPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidCursor"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createAddon: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any unique text, for example a UUID, to make retries safe */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddonFields"];
            };
        };
        responses: {
            /** @description The new addon */
            201: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description The path of the new resource */
                    Location: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addon"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getAddon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The addon */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addon"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    replaceAddon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddonFields"];
            };
        };
        responses: {
            /** @description The changed addon */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addon"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    deleteAddon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The addon is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `in_use`: Still in use. Remove the id from the items in `dependants` first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InUseProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    patchAddon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddonPatch"];
            };
        };
        responses: {
            /** @description The changed addon */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addon"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    setStockOfAddon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stock"];
            };
        };
        responses: {
            /** @description The changed addon */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addon"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    takeEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntakeFields"];
            };
        };
        responses: {
            /** @description The events are accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    exportDailyFigures: {
        parameters: {
            query?: {
                /** @description First day. Without it, the day of `to` */
                from?: string;
                /** @description Last day, included. Without it, today */
                to?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description The file name to save the content under */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getOrders: {
        parameters: {
            query: {
                /** @description Hours for at most 31 days */
                interval: "hour" | "day" | "month";
                /** @description First day. Without it, the day of `to` */
                from?: string;
                /** @description Last day, included. Without it, today */
                to?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures over time */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSeries"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getBestSellers: {
        parameters: {
            query?: {
                /** @description First day. Without it, the day of `to` */
                from?: string;
                /** @description Last day, included. Without it, today */
                to?: string;
                /** @description Products in each list */
                limit?: number;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The best sellers */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BestSellers"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getSummary: {
        parameters: {
            query?: {
                /** @description First day. Without it, the day of `to` */
                from?: string;
                /** @description Last day, included. Without it, today */
                to?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listCategories: {
        parameters: {
            query?: {
                /** @description Items per page */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only items that are in stock, or that are not */
                inStock?: boolean;
                /** @description Only names with this prefix, without regard to case and accents */
                name?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of categories */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidCursor"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any unique text, for example a UUID, to make retries safe */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryFields"];
            };
        };
        responses: {
            /** @description The new category */
            201: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description The path of the new resource */
                    Location: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    orderCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryOrder"];
            };
        };
        responses: {
            /** @description All categories in their new order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoriesInOrder"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The category */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    replaceCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryFields"];
            };
        };
        responses: {
            /** @description The changed category */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    deleteCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The category is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    patchCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryPatch"];
            };
        };
        responses: {
            /** @description The changed category */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    setStockOfCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stock"];
            };
        };
        responses: {
            /** @description The changed category */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listCustomizations: {
        parameters: {
            query?: {
                /** @description Items per page */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only items that are in stock, or that are not */
                inStock?: boolean;
                /** @description Only names with this prefix, without regard to case and accents */
                name?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of customizations */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomizationPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidCursor"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createCustomization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any unique text, for example a UUID, to make retries safe */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomizationFields"];
            };
        };
        responses: {
            /** @description The new customization */
            201: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description The path of the new resource */
                    Location: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customization"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getCustomization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customization */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customization"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    replaceCustomization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomizationFields"];
            };
        };
        responses: {
            /** @description The changed customization */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customization"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    deleteCustomization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customization is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `in_use`: Still in use. Remove the id from the items in `dependants` first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InUseProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    patchCustomization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomizationPatch"];
            };
        };
        responses: {
            /** @description The changed customization */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customization"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    setStockOfCustomization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stock"];
            };
        };
        responses: {
            /** @description The changed customization */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customization"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shop can serve requests */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getMenu: {
        parameters: {
            query?: {
                /** @description `nested`: each item inside the item that refers to it. `flat`: each item once, and IDs */
                shape?: "nested" | "flat";
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The menu */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Menu"] | components["schemas"]["FlatMenu"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `menu_too_large`: The menu is too large for one response. Request `shape=flat`, or read the products category by category.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["MenuTooLargeProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description A business day. Without it, the current one */
                day?: string;
                /** @description Only orders with this status */
                status?: "pending" | "placed" | "accepted" | "preparing" | "ready" | "completed" | "canceled" | "expired";
                /** @description Items per page */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSummaryPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidCursor"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Any unique text, for example a UUID. It is required. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderFields"];
            };
        };
        responses: {
            /** @description The order */
            201: {
                headers: {
                    /** @description The path of the new resource */
                    Location: string;
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /**
             * @description - `not_orderable`: The order cannot be placed. Show the `problems`, each at the part of the cart that its `pointer` names. Nothing was ordered.
             *     - `price_changed`: The order has another total now. Show the new `quote`, and ask the customer again. Nothing was ordered.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotOrderableProblem"] | components["schemas"]["PriceChangedProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listOwnOrders: {
        parameters: {
            query?: {
                /** @description Items per page */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSummaryPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidCursor"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getOwnOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnOrder"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    cancelOwnOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The canceled order */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `transition_not_allowed`: The order cannot move to this status. Read the order again, and offer the statuses in `allowed`.
             *     - `payment_in_progress`: The payment is being settled. Repeat the request after `Retry-After` seconds.
             */
            409: {
                headers: {
                    /** @description Seconds to wait before the next attempt, with `payment_in_progress` */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TransitionNotAllowedProblem"] | components["schemas"]["PaymentInProgressProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    startPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedPayment"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `order_not_payable`: There is nothing to pay. Read the order again. Take no money. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OrderNotPayableProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            /**
             * @description - `storage_unavailable`: The shop is not answering just now. Retry after `Retry-After` seconds. Nothing was written in part.
             *     - `payments_unavailable`: The payment provider is not answering just now. Retry after `Retry-After` seconds. Nothing can be charged twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StorageUnavailableProblem"] | components["schemas"]["PaymentsUnavailableProblem"];
                };
            };
            504: components["responses"]["GatewayTimeout"];
        };
    };
    refreshPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            /**
             * @description - `storage_unavailable`: The shop is not answering just now. Retry after `Retry-After` seconds. Nothing was written in part.
             *     - `payments_unavailable`: The payment provider is not answering just now. Retry after `Retry-After` seconds. Nothing can be charged twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StorageUnavailableProblem"] | components["schemas"]["PaymentsUnavailableProblem"];
                };
            };
            504: components["responses"]["GatewayTimeout"];
        };
    };
    reorder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines to quote */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reorder"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getQueue: {
        parameters: {
            query?: {
                /** @description Only orders that are handed over like this */
                fulfilment?: "pickup" | "dineIn";
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The open orders */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    quoteOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteFields"];
            };
        };
        responses: {
            /** @description The price of the cart */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            400: components["responses"]["MalformedBody"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    trackOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackFields"];
            };
        };
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackedOrder"];
                };
            };
            /**
             * @description - `malformed_body`: The body cannot be read. Send one JSON object. `detail` says where parsing stopped.
             *     - `invalid_token`: The token is not valid. Offer to send another mail.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["MalformedBodyProblem"] | components["schemas"]["InvalidTokenProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffOrder"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancellationFields"];
            };
        };
        responses: {
            /** @description The canceled order */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `transition_not_allowed`: The order cannot move to this status. Read the order again, and offer the statuses in `allowed`.
             *     - `payment_in_progress`: The payment is being settled. Repeat the request after `Retry-After` seconds.
             */
            409: {
                headers: {
                    /** @description Seconds to wait before the next attempt, with `payment_in_progress` */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TransitionNotAllowedProblem"] | components["schemas"]["PaymentInProgressProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    payOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Any unique text, for example a UUID. It is required. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CounterPaymentFields"];
            };
        };
        responses: {
            /** @description The paid order */
            201: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `order_not_payable`: There is nothing to pay. Read the order again. Take no money. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OrderNotPayableProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    refundOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Any unique text, for example a UUID. It is required. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundFields"];
            };
        };
        responses: {
            /** @description The refund */
            201: {
                headers: {
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `refund_exceeds`: More than can be refunded. Read the order again, and refund at most `refundable`.
             *     - `payment_in_progress`: The payment is being settled. Repeat the request after `Retry-After` seconds.
             */
            409: {
                headers: {
                    /** @description Seconds to wait before the next attempt, with `payment_in_progress` */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RefundExceedsProblem"] | components["schemas"]["PaymentInProgressProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    setOrderStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderStatusFields"];
            };
        };
        responses: {
            /** @description The order with this status */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `transition_not_allowed`: The order cannot move to this status. Read the order again, and offer the statuses in `allowed`.
             *     - `payment_due`: The order is not paid. Ask for the money, and record the payment.
             *     - `order_not_payable`: There is nothing to pay. Read the order again. Take no money.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TransitionNotAllowedProblem"] | components["schemas"]["PaymentDueProblem"] | components["schemas"]["OrderNotPayableProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /** @description Items per page */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only items that are in stock, or that are not */
                inStock?: boolean;
                /** @description Only names with this prefix, without regard to case and accents */
                name?: string;
                /** @description Only the products of the category with this ID */
                category?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of products */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidCursor"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any unique text, for example a UUID, to make retries safe */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductFields"];
            };
        };
        responses: {
            /** @description The new product */
            201: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description The path of the new resource */
                    Location: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The product */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    replaceProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductFields"];
            };
        };
        responses: {
            /** @description The changed product */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    deleteProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The product is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `in_use`: Still in use. Remove the id from the items in `dependants` first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InUseProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    patchProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductPatch"];
            };
        };
        responses: {
            /** @description The changed product */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `name_taken`: The name is taken. Choose another name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NameTakenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `too_many_changes`: Too many changes in one request. Split the change into several requests.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["TooManyChangesProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    setStockOfProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductStock"];
            };
        };
        responses: {
            /** @description The changed product */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    adjustStockOfProduct: {
        parameters: {
            query?: never;
            header: {
                /** @description Any unique text, for example a UUID. It is required. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockAdjustment"];
            };
        };
        responses: {
            /** @description The product afterwards */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `insufficient_stock`: Not enough in stock. Take at most `available` pieces.
             *     - `stock_not_counted`: The stock is not counted. Set `quantity` with `PUT /products/{id}/stock`.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InsufficientStockProblem"] | components["schemas"]["StockNotCountedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The store */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    replaceStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreFields"];
            };
        };
        responses: {
            /** @description The changed settings */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreSettings"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `in_use`: Still in use. Remove the id from the items in `dependants` first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InUseProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    patchStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StorePatch"];
            };
        };
        responses: {
            /** @description The changed settings */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreSettings"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `in_use`: Still in use. Remove the id from the items in `dependants` first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InUseProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    pauseStore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseFields"];
            };
        };
        responses: {
            /** @description The pause */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pause"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getStoreSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreSettings"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listSlots: {
        parameters: {
            query?: {
                /** @description A business day. Without it, the current one */
                date?: string;
                /** @description Without it, the first one that the store offers */
                fulfilment?: "pickup" | "dineIn";
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The slots */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreSlots"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description Items per page */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description Only the user with this email, without regard to case */
                email?: string;
                /** @description Which registrations come first */
                order?: "newest" | "oldest";
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidCursor"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    disownAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailToken"];
            };
        };
        responses: {
            /** @description The account is removed, and its tokens are invalid. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description - `malformed_body`: The body cannot be read. Send one JSON object. `detail` says where parsing stopped.
             *     - `invalid_token`: The token is not valid. Offer to send another mail.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["MalformedBodyProblem"] | components["schemas"]["InvalidTokenProblem"];
                };
            };
            /** @description `last_admin`: The shop needs an admin. Make another user an admin first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["LastAdminProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    undoEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailToken"];
            };
        };
        responses: {
            /** @description The account has its old email again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description - `malformed_body`: The body cannot be read. Send one JSON object. `detail` says where parsing stopped.
             *     - `invalid_token`: The token is not valid. Offer to send another mail.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["MalformedBodyProblem"] | components["schemas"]["InvalidTokenProblem"];
                };
            };
            409: components["responses"]["EmailTaken"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    openGuest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page that keeps its refresh token in a cookie, which no script can read */
                "X-Bodega-Session"?: "store" | "console";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The guest and the tokens of the session */
            201: {
                headers: {
                    /** @description The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session` */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["SignedInByCookie"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page that keeps its refresh token in a cookie, which no script can read */
                "X-Bodega-Session"?: "store" | "console";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            /** @description The user and the tokens of the new session */
            200: {
                headers: {
                    /** @description The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session` */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["SignedInByCookie"];
                };
            };
            400: components["responses"]["MalformedBody"];
            /**
             * @description - `invalid_credentials`: Email or password is wrong. Let the user try again, or reset the password.
             *     - `account_frozen`: The account is frozen. Offer a password reset.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidCredentialsProblem"] | components["schemas"]["AccountFrozenProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page that keeps its refresh token in a cookie, which no script can read */
                "X-Bodega-Session"?: "store" | "console";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LogOut"];
            };
        };
        responses: {
            /** @description The session has ended, and its tokens are invalid. */
            204: {
                headers: {
                    /** @description The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session` */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    eraseAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page that keeps its refresh token in a cookie, which no script can read */
                "X-Bodega-Session"?: "store" | "console";
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Erasure"];
            };
        };
        responses: {
            /** @description The account is erased, and its tokens are invalid. */
            204: {
                headers: {
                    /** @description The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session` */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `invalid_credentials`: Email or password is wrong. Let the user try again, or reset the password.
             *     - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidCredentialsProblem"] | components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /**
             * @description - `open_orders`: The account has open orders. Wait until the orders have ended, or cancel them, and try again.
             *     - `last_admin`: The shop needs an admin. Make another user an admin first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OpenOrdersProblem"] | components["schemas"]["LastAdminProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    patchProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfilePatch"];
            };
        };
        responses: {
            /** @description The changed user */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listAddresses: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All addresses */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any unique text, for example a UUID, to make retries safe */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressFields"];
            };
        };
        responses: {
            /** @description The new address */
            201: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description The path of the new resource */
                    Location: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    replaceAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressFields"];
            };
        };
        responses: {
            /** @description The changed address */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    deleteAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChange"];
            };
        };
        responses: {
            /** @description The user with the new spelling */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A mail is on its way to the new email. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `invalid_credentials`: Email or password is wrong. Let the user try again, or reset the password.
             *     - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidCredentialsProblem"] | components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            409: components["responses"]["EmailTaken"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    sendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The email is verified already. No mail is sent. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailToken"];
            };
        };
        responses: {
            /** @description The email is verified. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description - `malformed_body`: The body cannot be read. Send one JSON object. `detail` says where parsing stopped.
             *     - `invalid_token`: The token is not valid. Offer to send another mail.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["MalformedBodyProblem"] | components["schemas"]["InvalidTokenProblem"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            409: components["responses"]["EmailTaken"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    exportAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All stored data */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountExport"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getLoyalty: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    redeemPoints: {
        parameters: {
            query?: never;
            header: {
                /** @description Any unique text, for example a UUID. It is required. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PointsFields"];
            };
        };
        responses: {
            /** @description The new entry of the ledger */
            201: {
                headers: {
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointsTransaction"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            409: components["responses"]["InsufficientPoints"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listPointsTransactions: {
        parameters: {
            query?: {
                /** @description Items per page */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the ledger */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointsTransactionPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidCursor"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page that keeps its refresh token in a cookie, which no script can read */
                "X-Bodega-Session"?: "store" | "console";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description The next tokens of this session */
            200: {
                headers: {
                    /** @description The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session` */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"] | components["schemas"]["AccessToken"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `invalid_credentials`: Email or password is wrong. Let the user try again, or reset the password.
             *     - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InvalidCredentialsProblem"] | components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listPaymentMethods: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All payment methods */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMethodPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createPaymentMethod: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any unique text, for example a UUID, to make retries safe */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentMethodFields"];
            };
        };
        responses: {
            /** @description The new payment method */
            201: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    /** @description The path of the new resource */
                    Location: string;
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMethod"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /** @description `payload_too_large`: The body is too large. Send a smaller body. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PayloadTooLargeProblem"];
                };
            };
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    deletePaymentMethod: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment method is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    makePaymentMethodDefault: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment method is the default. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All open sessions */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSessionPage"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description - `session_ended`: The session has ended. Ask the user to log in. Do not repeat the request.
             *     - `forbidden`: Not allowed. Use the token of an account that may do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SessionEndedProblem"] | components["schemas"]["ForbiddenProblem"];
                };
            };
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgottenPassword"];
            };
        };
        responses: {
            /** @description If there is an account, a mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBody"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page that keeps its refresh token in a cookie, which no script can read */
                "X-Bodega-Session"?: "store" | "console";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description The user and the tokens of the new session */
            200: {
                headers: {
                    /** @description The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session` */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResetDone"] | components["schemas"]["ResetDoneByCookie"];
                };
            };
            /** @description The password is set, and an admin has frozen the account. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description - `malformed_body`: The body cannot be read. Send one JSON object. `detail` says where parsing stopped.
             *     - `invalid_token`: The token is not valid. Offer to send another mail.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["MalformedBodyProblem"] | components["schemas"]["InvalidTokenProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page that keeps its refresh token in a cookie, which no script can read */
                "X-Bodega-Session"?: "store" | "console";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description The next tokens of the session */
            200: {
                headers: {
                    /** @description The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session` */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"] | components["schemas"]["AccessToken"];
                };
            };
            400: components["responses"]["MalformedBody"];
            403: components["responses"]["SessionEnded"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page that keeps its refresh token in a cookie, which no script can read */
                "X-Bodega-Session"?: "store" | "console";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description The new user and the tokens of the first session */
            201: {
                headers: {
                    /** @description The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session` */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["SignedInByCookie"];
                };
            };
            400: components["responses"]["MalformedBody"];
            409: components["responses"]["EmailTaken"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait `Retry-After` seconds. */
            429: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
                };
            };
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of your copy. While it is current, the response is 304 */
                "If-None-Match"?: string;
                /** @description The `ETag` that you expect. Otherwise the response is 412 */
                "If-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `If-None-Match` names the current version. There is no body. */
            304: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            /** @description `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"];
                };
            };
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    accruePoints: {
        parameters: {
            query?: never;
            header: {
                /** @description Any unique text, for example a UUID. It is required. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PointsFields"];
            };
        };
        responses: {
            /** @description The new entry of the ledger */
            201: {
                headers: {
                    /** @description `true` if this is the stored response to an earlier request with the same `Idempotency-Key` */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointsTransaction"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description - `validation_failed`: The request breaks a rule. Correct the fields in `errors`.
             *     - `idempotency_key_reused`: The idempotency key was used for another request. Use a new key for a new request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    setUserRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleFields"];
            };
        };
        responses: {
            /** @description The changed user */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            409: components["responses"]["LastAdmin"];
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    setUserStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change */
                "If-Match"?: string;
                /** @description The `ETag` of versions not to change */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusFields"];
            };
        };
        responses: {
            /** @description The changed user */
            200: {
                headers: {
                    /** @description The version of the response's content */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            409: components["responses"]["LastAdmin"];
            /**
             * @description - `version_conflict`: Changed in the meantime. Read the current version, apply the change to it, and send it with the new `ETag`.
             *     - `precondition_failed`: A condition does not hold. Read the resource, and leave out the condition or send another one.
             */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionConflictProblem"] | components["schemas"]["PreconditionFailedProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["StorageUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    receivePaymentEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event is applied, or does not concern the shop */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidSignature"];
            /** @description `not_found`: Not found. Check the id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFoundProblem"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            /** @description `validation_failed`: The request breaks a rule. Correct the fields in `errors`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationFailedProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            /**
             * @description - `storage_unavailable`: The shop is not answering just now. Retry after `Retry-After` seconds. Nothing was written in part.
             *     - `payments_unavailable`: The payment provider is not answering just now. Retry after `Retry-After` seconds. Nothing can be charged twice.
             */
            503: {
                headers: {
                    /** @description Seconds to wait before the next attempt */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StorageUnavailableProblem"] | components["schemas"]["PaymentsUnavailableProblem"];
                };
            };
            504: components["responses"]["GatewayTimeout"];
        };
    };
}
