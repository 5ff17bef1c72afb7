import { messages } from "../../kit/i18n";

const text = messages({
  en: {
    length: "Use 12 to 128 characters.",
    common: "This is one of the most common passwords. Choose another one.",
    guess: "This is too easy to guess. Several words that have nothing to do with each other are a good password.",
    context: "It must not consist mostly of your email, your name or the shop’s name.",
    phone: "Enter + and the number with the country’s code, for example +1 514 555 0123.",
    city: "Enter the city: addresses in this country have one.",
    email: "Enter an email address like name@example.com.",
    card: "This looks like a card number. Never enter one here.",
    mailbox: "Before the @, the email can have only letters from a to z, digits and signs.",
    name: "Enter a first name or a last name.",
    blank: "Please fill in this field.",
  },
  fr: {
    length: "Utilisez de 12 à 128 caractères.",
    common: "C’est l’un des mots de passe les plus courants. Choisissez-en un autre.",
    guess: "Il est trop facile à deviner. Plusieurs mots sans rapport entre eux font un bon mot de passe.",
    context: "Il ne doit pas se composer surtout de votre courriel, de votre nom ou du nom de la boutique.",
    phone: "Saisissez + et le numéro avec l’indicatif du pays, par exemple +1 514 555 0123.",
    city: "Saisissez la ville : les adresses de ce pays en ont une.",
    email: "Saisissez un courriel comme nom@exemple.com.",
    card: "Ceci ressemble à un numéro de carte. N’en saisissez jamais ici.",
    mailbox: "Avant le @, le courriel ne peut avoir que des lettres de a à z, des chiffres et des signes.",
    name: "Saisissez un prénom ou un nom.",
    blank: "Veuillez remplir ce champ.",
  },
});

/** How the API begins to state each rule. A test compares them with the API. */
export const RULES: readonly (readonly [string, () => string])[] = [
  ["must have 12 to 128 characters", text.length],
  ["is one of the most common passwords", text.common],
  ["is too easy to guess", text.guess],
  ["must not consist mostly of", text.context],
  ["must be + and the telephone number", text.phone],
  ["is required in this country", text.city],
  ["must be an email address", text.email],
  ["must have only letters from a to z, digits and signs before the @", text.mailbox],
  ["must not contain a card number", text.card],
  ["must not be blank if lastName is blank", text.name],
  ["must not be blank", text.blank],
];

/** Return why the API refused a field, in the customer's language; the API's own sentence if it is not known here. */
export function reasonOf(detail: string): string {
  const known = RULES.find(([beginning]) => detail.startsWith(beginning));
  return known ? known[1]() : `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}
