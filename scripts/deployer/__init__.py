"""The permissions of a deployer: `deployer.yaml` is written from the tables in this package (`make deployer`)."""
