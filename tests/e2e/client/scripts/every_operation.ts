// Calls every operation of the API that is for clients, and checks what each has done.
import { useAccounts } from "./accounts.ts";
import { useCatalogue, useReports, useStore } from "./catalogue.ts";
import { useOrders } from "./orders.ts";
import { visitor } from "./shop.ts";

const { currency } = await visitor().shop.menu.get({ shape: "flat" });
const restore = await useStore();
const { productId, remove } = await useCatalogue(currency);
await useOrders(productId);
await useAccounts();
await useReports(currency, `2003-05-${String(1 + Math.floor(Math.random() * 28)).padStart(2, "0")}`);
await remove();
await restore();
