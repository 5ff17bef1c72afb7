import { messages } from "../../kit/i18n";

export const text = messages({
  en: {
    categories: "Categories",
    clear: "Clear the search and filters",
    empty: "Nothing is on the menu yet.",
    emptyHint: "Please come back later.",
    fewLeft: "Few left",
    filters: "Filters",
    from: "from {price}",
    hot: "Hot",
    inStock: "In stock",
    loading: "Loading the menu",
    menu: "Menu",
    notServed: "Not served now",
    notSpicy: "Not spicy",
    nothingFound: "Nothing found",
    nothingFoundHint: "Try another word, or fewer filters.",
    optionSoldOut: "Sold out: a required option is missing",
    results: { one: "{count} product", other: "{count} products" },
    search: "Search the menu",
    soldOut: "Sold out",
    spicy: "Spicy",
    updateFailed: "The menu could not be updated. You see the latest one that we have.",
  },
  fr: async () => (await import("./messages.fr")).fr,
});
