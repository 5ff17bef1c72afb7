"""A small catalogue with every kind of choice, as `GET /menu?shape=flat` and `GET /store` return it."""

from typing import Any

Document = dict[str, Any]


def money(amount: int) -> Document:
    return {"amount": amount, "currency": "CAD"}


def addon(id: str, name: str, amount: int = 0, *, in_stock: bool = True) -> Document:
    return {"id": f"add_{id}", "name": name, "description": "", "inStock": in_stock, "price": money(amount)}


def customization(
    id: str, name: str, addons: list[str], *, minimum: int = 0, maximum: int | None = 1, most: int | None = 1
) -> Document:
    """Return a choice of addons, named without `add_`. `most`: how often each may be chosen."""
    return {
        "id": f"cus_{id}",
        "name": name,
        "description": "",
        "inStock": True,
        "required": minimum > 0,
        "minimum": minimum,
        "maximum": maximum,
        "maxPerAddon": most,
        "addonIds": [f"add_{each}" for each in addons],
    }


def product(id: str, name: str, amount: int, choices: list[str] | None = None, **members: Any) -> Document:
    """Return a product. `choices`: its customizations, named without `cus_`."""
    return {
        "id": f"prd_{id}",
        "name": name,
        "description": "",
        "inStock": True,
        "price": money(amount),
        "images": [],
        "spiciness": 0,
        "available": True,
        "fewLeft": False,
        "customizationIds": [f"cus_{each}" for each in choices or []],
        **members,
    }


def category(id: str, name: str, products: list[str]) -> Document:
    """Return a category of products, named without `prd_`."""
    return {
        "id": f"cat_{id}",
        "name": name,
        "description": "",
        "inStock": True,
        "productIds": [f"prd_{each}" for each in products],
    }


def flat_menu(origin: str = "", **members: Any) -> Document:
    """Return the menu. `origin`: where its pictures are; none without it."""
    picture = [f"{origin}/pictures/flat-white.svg"] if origin else []
    return {
        "shop": "Bodega",
        "currency": "CAD",
        "currencyDigits": 2,
        "categories": [
            category("coffee", "Coffee", ["flatwhite", "espresso", "coldbrew"]),
            category("food", "Tacos and bowls", ["tacos", "bowl", "cookie"]),
        ],
        "products": [
            product(
                "flatwhite",
                "Flat white",
                475,
                ["milk", "extras"],
                description="Two short shots under velvety milk.",
                images=picture,
            ),
            product("espresso", "Espresso", 325),
            product("coldbrew", "Cold brew", 525, available=False, inStock=False),
            product("tacos", "Three tacos", 1250, ["fillings", "sauces"], spiciness=3, images=picture),
            product("bowl", "Rice bowl", 1400, ["sauces"], fewLeft=True),
            product("cookie", "Oat cookie", 300),
        ],
        "customizations": [
            customization("milk", "Milk", ["whole", "oat", "almond"], minimum=1),
            customization("extras", "Extras", ["shot", "syrup"], maximum=3, most=2),
            customization("fillings", "Fillings", ["beans", "mushroom", "pork"], minimum=3, maximum=3, most=3),
            customization("sauces", "Sauces", ["mild", "hot"], maximum=2),
        ],
        "addons": [
            addon("whole", "Whole milk"),
            addon("oat", "Oat milk", 75),
            addon("almond", "Almond milk", 75, in_stock=False),
            addon("shot", "Extra shot", 100),
            addon("syrup", "Maple syrup", 50),
            addon("beans", "Black beans"),
            addon("mushroom", "Mushrooms"),
            addon("pork", "Braised pork", 150),
            addon("mild", "Mild sauce"),
            addon("hot", "Hot sauce"),
        ],
        **members,
    }


def store(**members: Any) -> Document:
    """Return the settings of the store, which is open. `members` replace their values."""
    opening = [{"from": "07:30", "to": "18:00"}]
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
    return {
        "name": "Bodega",
        "address": {
            "line1": "12 Rue Saint-Paul",
            "line2": None,
            "city": "Montréal",
            "region": "QC",
            "postalCode": "H2Y 1G9",
            "country": "CA",
        },
        "phone": "+15145550123",
        "taxNumber": None,
        "hours": {**dict.fromkeys(days, opening), "sunday": []},
        "closures": [],
        "dayEndsAt": "04:00",
        "leadMinutes": 15,
        "slotMinutes": 15,
        "maxDaysAhead": 6,
        "acceptWithinMinutes": 10,
        "cancelUntil": "accepted",
        "holdMinutes": 10,
        "fulfilments": ["pickup", "dineIn"],
        "tips": {"percents": [10, 15, 20]},
        "taxes": {"pricesInclude": False, "rounding": "total", "mode": "half_up", "categories": []},
        "cashRounding": 5,
        "payments": ["counter", "card"],
        "open": True,
        "opensAt": None,
        "closesAt": "2026-11-30T23:00:00.000Z",
        "paused": False,
        "pausedUntil": None,
        "addMinutes": 0,
        "businessDay": "2026-11-30",
        "timeZone": "America/Toronto",
        "currency": "CAD",
        "currencyDigits": 2,
        **members,
    }
