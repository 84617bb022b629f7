//! `/metrics`, `/healthz` and `/readyz` on a loopback address. It reads what others keep.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;

use super::status::Status;

/// Opens the address.
///
/// # Errors
/// If it cannot be bound.
pub(crate) async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    use anyhow::Context;
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("cannot listen on `{address}` (service.listen)"))
}

/// Answers until the process ends.
pub(crate) async fn serve(listener: TcpListener, status: Arc<Status>) {
    let app = Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .with_state(status);
    if let Err(error) = axum::serve(listener, app).await {
        tracing::error!(%error, "metrics and health are not served any more");
    }
}

async fn metrics(State(status): State<Arc<Status>>) -> impl IntoResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], status.metrics.text())
}

async fn healthz(State(status): State<Arc<Status>>) -> impl IntoResponse {
    match status.stuck() {
        None => (StatusCode::OK, "ok\n".to_owned()),
        Some(what) => (StatusCode::SERVICE_UNAVAILABLE, format!("{what}\n")),
    }
}

async fn readyz(State(status): State<Arc<Status>>) -> impl IntoResponse {
    match status.hindrance() {
        None => (StatusCode::OK, "ready\n".to_owned()),
        Some(reason) => (StatusCode::SERVICE_UNAVAILABLE, format!("{reason}\n")),
    }
}
