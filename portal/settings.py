"""Every setting of the portal, in one place, with safe defaults.

A setting comes from the environment (PORTAL_DATA_DIR, ...), else from `portal.toml` in the current
folder, else from the default below.
"""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

CONFIG_DIR = Path.home() / ".config" / "counter-trafficking-portal"
STATE_DIR = Path.home() / ".local" / "state" / "counter-trafficking-portal"


# An empty name would admit whoever's provider sends an empty claim.
Group = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Access(BaseModel):
    """The login of the closed rooms, by OpenID Connect: the table [access] of portal.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metadata_url: str = Field(
        description="Where the provider describes itself: .../.well-known/openid-configuration"
    )
    client_id: str = Field(description="The portal's name at the provider.")
    client_secret: str = Field(
        "", description="Environment only: PORTAL_ACCESS__CLIENT_SECRET.", repr=False
    )
    scope: str = Field("openid email profile", description="What is asked of the provider.")
    claim: str = Field("groups", description="The claim with a person's groups or roles.")
    coordinator: tuple[Group, ...] = Field(
        (), description="Groups that see the coordinator's room."
    )
    donor: tuple[Group, ...] = Field((), description="Groups that see the donors' room.")
    account: str = Field("email", description="The claim that names a person in the audit log.")
    idle_minutes: float = Field(
        30, gt=0, le=1440, description="A session ends when nothing is done in it."
    )
    session_minutes: float = Field(
        480, gt=0, le=10080, description="A session ends, whatever is done in it."
    )

    def admitted(self, audience: str) -> tuple[str, ...]:
        return {"coordinator": self.coordinator, "donor": self.donor}.get(audience, ())


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="PORTAL_",
        env_nested_delimiter="__",
        toml_file="portal.toml",
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    data_dir: Path = Field(
        Path("data"), description="Restricted side: encrypted database, ledger, measurements."
    )
    release_dir: Path = Field(Path("releases"), description="Release files, safe to show.")
    extract_dir: Path = Field(Path("extracts"), description="Where example extracts are written.")
    key_file: Path = Field(
        CONFIG_DIR / "keys.toml",
        description="The two keys, mode 600; made on first use if the environment has none.",
    )
    database_key: str | None = Field(
        None, description="Key of the encrypted database. Environment only.", repr=False
    )
    pseudonym_key: str | None = Field(
        None, description="Key of the pseudonyms. Environment only.", repr=False
    )
    register_name: str = Field(
        "national", description="Which register's persons are counted: national or ctdc."
    )
    release_spec: Path | None = Field(
        None, description="What is published; the default is privacy/release.toml."
    )
    request_dir: Path | None = Field(
        None,
        description="Where the release desk writes its requests; without it they are downloaded.",
    )
    host: str = Field("127.0.0.1", description="Address of the dashboard: loopback by default.")
    port: int = Field(8501, description="Port of the dashboard.")
    public_url: str | None = Field(
        None, description="Address that visitors type, where a proxy stands before the dashboard."
    )
    access: Access | None = Field(None, description="The login of the closed rooms.")
    without_login: bool = Field(
        False,
        description="Open a closed room with real data on this computer without a login: only "
        "where nobody else uses the computer.",
    )
    serving_dir: Path = Field(
        CONFIG_DIR, description="Where the dashboard's own secrets are written, mode 600."
    )
    audit_log: Path = Field(
        STATE_DIR / "audit.jsonl", description="Sign-ins, refusals and exports of closed rooms."
    )

    @property
    def database(self) -> Path:
        return self.data_dir / "restricted.duckdb"

    @property
    def ledger(self) -> Path:
        return self.data_dir / "ledger.jsonl"

    @property
    def measurement_dir(self) -> Path:
        return self.data_dir / "measurements"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


@cache
def settings() -> Settings:
    return Settings()
