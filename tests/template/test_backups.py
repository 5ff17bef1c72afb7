"""backups.yaml: every table of the shop is backed up, and no backup outlives the list of erasures."""

import pytest

from harness import ROOT
from scripts.template import TEMPLATE, Template
from users.storage.erasures import KEPT_DAYS

BACKUPS = Template(ROOT / "backups.yaml")
PARAMETERS = BACKUPS.document["Parameters"]
PITR_DAYS = 35


def test_every_table_of_the_shop_is_backed_up() -> None:
    selected = BACKUPS.properties("Selection")["BackupSelection"]["Resources"]
    names = {pattern["Fn::Sub"].rpartition("table/${")[2].removesuffix("}") for pattern in selected}
    assert names == {f"{table}Name" for table in TEMPLATE.of_type("AWS::DynamoDB::Table")}
    assert names <= set(TEMPLATE.document["Outputs"])
    assert names <= set(PARAMETERS)


def test_erasures_are_known_for_longer_than_any_backup_lives() -> None:
    """A table that is restored from the oldest backup can itself be restored to any moment of its last 35 days."""
    assert PARAMETERS["BackupRetentionDays"]["MaxValue"] + PITR_DAYS <= KEPT_DAYS
    (rule,) = BACKUPS.properties("Plan")["BackupPlan"]["BackupPlanRule"]
    assert rule["Lifecycle"] == {"DeleteAfterDays": {"Ref": "BackupRetentionDays"}}


def test_backups_stay_when_the_stack_is_deleted() -> None:
    assert BACKUPS.resources["Vault"]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert BACKUPS.resources["Vault"]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize(("role", "purpose"), [("BackupRole", "Backup"), ("RestoreRole", "Restores")])
def test_a_role_is_for_aws_backup_and_one_purpose(role: str, purpose: str) -> None:
    properties = BACKUPS.properties(role)
    (statement,) = properties["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "backup.amazonaws.com"}
    (policy,) = properties["ManagedPolicyArns"]
    assert policy["Fn::Sub"].endswith(f":policy/service-role/AWSBackupServiceRolePolicyFor{purpose}")
    assert properties["Path"] == "/backups/"
