/**
 * What the first screen shares with the parts that are loaded later. Each of them imports this module, so that esbuild writes
 * one file for all of it. Otherwise it writes one for each combination of parts, and the first screen waits for all of them.
 */
import "../kit/announce";
import "../kit/error-panel";
import "../kit/theme";
import "./menu/card";
import "./menu/menu-state";
import "./menu/search";
import "./menu/sheet-address";
import "./shell/messages";
import "./shell/opening";
import "./token";
