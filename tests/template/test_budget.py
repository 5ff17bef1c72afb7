"""The budget: off by default, with a mail at 80 % of the actual costs and when the forecast exceeds it."""

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from scripts.template import TEMPLATE

PARAMETERS, CONDITIONS = TEMPLATE.document["Parameters"], TEMPLATE.document["Conditions"]
BUDGET = TEMPLATE.properties("CostBudget")


def test_a_shop_has_no_budget_by_default() -> None:
    assert (PARAMETERS["MonthlyBudget"]["Default"], PARAMETERS["BudgetEmail"]["Default"]) == (0, "")
    assert TEMPLATE.resources["CostBudget"]["Condition"] == "HasBudget"
    assert CONDITIONS["HasBudget"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "MonthlyBudget"}, "0"]}]}


def test_a_budget_that_would_tell_nobody_is_refused() -> None:
    rule = TEMPLATE.document["Rules"]["BudgetHasEmail"]
    assert rule["RuleCondition"] == CONDITIONS["HasBudget"]
    (assertion,) = rule["Assertions"]
    assert assertion["Assert"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "BudgetEmail"}, ""]}]}


def test_the_budget_is_monthly_in_usd_and_has_a_name_of_its_own_for_each_stack() -> None:
    assert BUDGET["Budget"] == {
        # Budgets are account-wide, not regional.
        "BudgetName": {"Fn::Sub": "${AWS::StackName}-${AWS::Region}-${BudgetEmail}"},
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": {"Ref": "MonthlyBudget"}, "Unit": "USD"},
    }


def test_another_address_gives_the_budget_another_name() -> None:
    """CloudFormation replaces a budget whose subscribers change, and cannot replace one that keeps its name."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", "AWS::Budgets::Budget").schema
    assert "/properties/NotificationsWithSubscribers" in schema["createOnlyProperties"]
    assert "${BudgetEmail}" in BUDGET["Budget"]["BudgetName"]["Fn::Sub"]
    # A name has at most 100 characters: those of the environment's stack and region, and of the address.
    assert len("bodega-") + 16 + len("-ap-southeast-1-") + PARAMETERS["BudgetEmail"]["MaxLength"] <= 100


def test_a_mail_is_sent_at_80_percent_and_when_the_forecast_exceeds_the_budget() -> None:
    sent = {}
    for entry in BUDGET["NotificationsWithSubscribers"]:
        assert entry["Subscribers"] == [{"SubscriptionType": "EMAIL", "Address": {"Ref": "BudgetEmail"}}]
        notification = entry["Notification"]
        assert (notification["ComparisonOperator"], notification["ThresholdType"]) == ("GREATER_THAN", "PERCENTAGE")
        sent[notification["NotificationType"]] = notification["Threshold"]
    assert sent == {"ACTUAL": 80, "FORECASTED": 100}
