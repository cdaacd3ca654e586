"""Every setting of the portal, in one place, with safe defaults.

A setting comes from the environment (PORTAL_DATA_DIR, ...), else from `portal.toml` in the current
folder, else from the default below.
"""

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

CONFIG_DIR = Path.home() / ".config" / "counter-trafficking-portal"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", toml_file="portal.toml", frozen=True, extra="forbid"
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
    host: str = Field("127.0.0.1", description="Address of the dashboard: loopback by default.")
    port: int = Field(8501, description="Port of the dashboard.")

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
