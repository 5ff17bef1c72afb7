/** The parts of the menu, as the API document describes them. */

import type { Schemas } from "bodega-client";

export type FlatMenu = Schemas["FlatMenu"];
export type MenuProduct = Schemas["MenuProduct"];
export type MenuCustomization = Schemas["MenuCustomization"];
export type MenuAddon = Schemas["MenuAddon"];
export type Money = Schemas["Money"];
