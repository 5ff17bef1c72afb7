// The texts of the frames, in the languages of the storefront.

const EN = {
  page: {},
  cards: {},
  errors: {
    incomplete_number: "Your card number is incomplete.",
    incomplete_expiry: "Your card's expiration date is incomplete.",
    incomplete_cvc: "Your card's security code is incomplete.",
    no_test_card: "Your card was declined. The shop is in test mode, and this is no test card.",
  },
};

const FR = {
  page: {
    number: "Numéro de carte",
    expiry: "Date d’expiration",
    cvc: "Code de sécurité",
    test: "Boutique d’essai : choisissez une carte",
    more: "Autres cartes d’essai",
    bank: "Votre banque demande une confirmation 3-D Secure",
    code: "Une vraie banque demanderait ici un code ou une empreinte.",
    complete: "Confirmer",
    fail: "Refuser",
  },
  cards: {
    Pays: "Paie",
    "Is declined": "Est refusée",
    "Asks for 3-D Secure, then pays": "Demande 3-D Secure, puis paie",
  },
  errors: {
    incomplete_number: "Le numéro de votre carte est incomplet.",
    incomplete_expiry: "La date d’expiration de votre carte est incomplète.",
    incomplete_cvc: "Le code de sécurité de votre carte est incomplet.",
    no_test_card: "Votre carte a été refusée. La boutique est en mode d’essai, et ce n’est pas une carte d’essai.",
    generic_decline: "Votre carte a été refusée.",
    lost_card: "Votre carte a été refusée.",
    stolen_card: "Votre carte a été refusée.",
    insufficient_funds: "Les fonds de votre carte sont insuffisants.",
    expired_card: "Votre carte a expiré.",
    incorrect_cvc: "Le code de sécurité de votre carte est incorrect.",
    processing_error: "Une erreur est survenue lors du traitement de votre carte. Réessayez dans un instant.",
  },
};

/** Shows the page's texts in a language, and returns the other texts. */
export function use(locale) {
  const isFrench = locale.startsWith("fr");
  const texts = isFrench ? FR : EN;
  document.documentElement.lang = isFrench ? "fr" : "en";
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = texts.page[element.dataset.text] ?? element.textContent;
  }
  return texts;
}
