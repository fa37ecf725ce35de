//! A server whose every request is checked: a tower layer in front of an axum router.
//!
//! ```sh
//! cargo run --example axum                # the snapshot in examples/workshop.rolepack, on http://127.0.0.1:3000
//! curl -i 127.0.0.1:3000/runs                                                          # 401: who is asking?
//! curl -i -H 'Authorization: Bearer ada' 127.0.0.1:3000/runs                           # 200
//! curl -i -H 'Authorization: Bearer ada' -X PATCH 127.0.0.1:3000/runs/2                # 403: run 2 is in plant B
//! ```
//!
//! What is not listed in [`RULES`] is refused. The place of a run is looked up in its record: what a caller says of it is the caller's word.

use axum::Router;
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch};
use rolepack::{Access, LiveAccess, LoadOptions, Reason};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tower::{Layer, Service};

/// What a request needs.
enum Needs {
    /// Nothing: anybody may.
    Nothing,
    /// A permission, in any place at all.
    Anywhere(&'static str),
    /// A permission at the place of the run that the path names.
    AtTheRun(&'static str),
}

/// By method and route. `HEAD` is `GET`.
const RULES: &[(Method, &str, Needs)] = &[
    (Method::GET, "/healthz", Needs::Nothing),
    (Method::GET, "/runs", Needs::Anywhere("readRuns")),
    (Method::POST, "/runs", Needs::Anywhere("createRun")),
    (Method::PATCH, "/runs/{id}", Needs::AtTheRun("createRun")),
];

/// What the server knows: the snapshot of the moment, who is signed in, and where each run is.
struct Shop {
    live: LiveAccess,
    sessions: BTreeMap<&'static str, &'static str>,
    locations: BTreeMap<String, &'static str>,
}

impl Shop {
    fn new(access: Access) -> Arc<Self> {
        Arc::new(Self {
            live: LiveAccess::new(access),
            // A real one verifies a token here, and takes the user from its `sub`.
            sessions: [("ada", "ada"), ("ben", "ben"), ("cyd", "cyd")].into(),
            locations: [("1".to_owned(), "A"), ("2".to_owned(), "B")].into(),
        })
    }

    fn caller(&self, headers: &HeaderMap) -> Option<&'static str> {
        let mut authorizations = headers.get_all(header::AUTHORIZATION).iter();
        let token = authorizations.next()?.to_str().ok()?.strip_prefix("Bearer ")?;
        // Two of them name two callers.
        if authorizations.next().is_some() { None } else { self.sessions.get(token).copied() }
    }
}

/// Puts a [`Guard`] in front of a service.
#[derive(Clone)]
struct GuardLayer(Arc<Shop>);

impl<S> Layer<S> for GuardLayer {
    type Service = Guard<S>;

    fn layer(&self, inner: S) -> Guard<S> {
        Guard { shop: Arc::clone(&self.0), inner }
    }
}

/// Lets through what the snapshot of the moment allows.
#[derive(Clone)]
struct Guard<S> {
    shop: Arc<Shop>,
    inner: S,
}

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let shop = Arc::clone(&self.shop);
        // The one that is ready is the one to call.
        let ready = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, ready);
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            let route = parts.extensions.get::<MatchedPath>().cloned();
            let run = RawPathParams::from_request_parts(&mut parts, &()).await.ok();
            let run = run.as_ref().and_then(|run| run.iter().next()).map(|(_, id)| id);
            match judge(&shop, &parts.method, route.as_ref().map(MatchedPath::as_str), run, &parts.headers) {
                Ok(()) => inner.call(Request::from_parts(parts, body)).await,
                Err(refusal) => Ok(refusal.into_response()),
            }
        })
    }
}

fn judge(
    shop: &Shop,
    method: &Method,
    route: Option<&str>,
    run: Option<&str>,
    headers: &HeaderMap,
) -> Result<(), Refusal> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let needs = RULES.iter().find(|(of, path, _)| of == method && Some(*path) == route).map(|(.., needs)| needs);
    let user = || shop.caller(headers).ok_or(Refusal::NobodyKnown);
    let request = match needs {
        Some(Needs::Nothing) => return Ok(()),
        Some(Needs::Anywhere(permission)) => rolepack::Request::new(user()?, permission),
        Some(Needs::AtTheRun(permission)) => {
            // One that does not exist is nowhere, and refused as one elsewhere is.
            let location = run.and_then(|id| shop.locations.get(id)).copied().unwrap_or_default();
            rolepack::Request::new(user()?, permission).resource("location", location)
        }
        None => {
            user()?;
            return Err(Refusal::NotListed);
        }
    };
    let access = shop.live.current();
    let decision = access.check(&request);
    if decision.allowed { Ok(()) } else { Err(Refusal::Denied(decision.reason)) }
}

/// Why a request goes no further.
enum Refusal {
    NobodyKnown,
    NotListed,
    Denied(Reason),
}

/// A problem of RFC 9457.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, detail, reason) = match self {
            Self::NobodyKnown => (StatusCode::UNAUTHORIZED, "sign in first", None),
            Self::NotListed => (StatusCode::FORBIDDEN, "this is open to nobody", None),
            Self::Denied(reason) => (StatusCode::FORBIDDEN, "you may not do this", Some(reason.name())),
        };
        let problem = serde_json::json!({
            "type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(),
            "detail": detail, "reason": reason
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let sign_in = (status == StatusCode::UNAUTHORIZED).then_some([(header::WWW_AUTHENTICATE, "Bearer")]);
        (status, kind, sign_in, problem.to_string()).into_response()
    }
}

/// The server. A layer around a whole router sees what no route matches too.
fn router(shop: &Arc<Shop>) -> Router {
    let list = async |State(shop): State<Arc<Shop>>| format!("{} runs", shop.locations.len());
    Router::new()
        .route("/healthz", get(async || "well"))
        .route("/runs", get(list).post(async || StatusCode::CREATED))
        .route("/runs/{id}", patch(async || StatusCode::NO_CONTENT).delete(async || StatusCode::NO_CONTENT))
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(GuardLayer(Arc::clone(shop)))
        .with_state(Arc::clone(shop))
}

fn load(bytes: Vec<u8>) -> Result<Access, Box<dyn Error>> {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    Ok(Access::load(bytes, &LoadOptions { organization: Some("acme"), now: Some(now), ..LoadOptions::default() })?)
}

/// Takes the file again when it has changed. What is refused is told, and the snapshot before answers on.
async fn keep_fresh(shop: Arc<Shop>, path: String) {
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let read = std::fs::read(&path);
        if read.as_ref().is_ok_and(|bytes| bytes == shop.live.current().as_bytes()) {
            continue;
        }
        let swapped = read.map_err(Into::into).and_then(load).and_then(|next| Ok(shop.live.swap(next)?));
        match swapped {
            Ok(before) => eprintln!("sequence {} after {}", shop.live.sequence(), before.sequence()),
            Err(error) => eprintln!("{path} is not taken: {error}"),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/workshop.rolepack");
    let path = std::env::args().nth(1).unwrap_or_else(|| here.to_owned());
    let shop = Shop::new(load(std::fs::read(&path)?)?);
    tokio::spawn(keep_fresh(Arc::clone(&shop), path));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    eprintln!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router(&shop)).await?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::{Arc, Method, Request, Response, Shop, header, load, router};
    use axum::body::Body;
    use tower::ServiceExt as _;

    fn shop() -> Arc<Shop> {
        Shop::new(load(include_bytes!("workshop.rolepack").to_vec()).unwrap())
    }

    async fn answer(shop: &Arc<Shop>, method: Method, path: &str, caller: Option<&str>) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(caller) = caller {
            request = request.header(header::AUTHORIZATION, format!("Bearer {caller}"));
        }
        router(shop).oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    /// Of a problem its status and reason.
    async fn problem(response: Response) -> (u16, Option<String>) {
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        let status = response.status().as_u16();
        assert_eq!(response.headers().get(header::WWW_AUTHENTICATE).is_some(), status == 401);
        let body = axum::body::to_bytes(response.into_body(), 1024).await.unwrap();
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["status"], status);
        (status, problem["reason"].as_str().map(str::to_owned))
    }

    #[tokio::test]
    async fn what_is_allowed_is_let_through() {
        let shop = shop();
        for (method, path, caller, status) in [
            (Method::GET, "/healthz", None, 200),
            (Method::GET, "/runs", Some("ada"), 200),
            (Method::POST, "/runs", Some("ada"), 201),
            (Method::PATCH, "/runs/1", Some("ada"), 204),
        ] {
            assert_eq!(answer(&shop, method.clone(), path, caller).await.status(), status, "{method} {path}");
        }
    }

    #[tokio::test]
    async fn what_is_not_is_refused_with_the_reason() {
        let shop = shop();
        for (method, path, caller, status, reason) in [
            (Method::GET, "/runs", None, 401, None),
            (Method::GET, "/runs", Some("nobody"), 401, None),
            (Method::GET, "/runs", Some("cyd"), 403, Some("inactive-user")),
            (Method::PATCH, "/runs/2", Some("ada"), 403, Some("out-of-scope")),
            (Method::PATCH, "/runs/3", Some("ada"), 403, Some("invalid-request")),
        ] {
            let refused = problem(answer(&shop, method.clone(), path, caller).await).await;
            assert_eq!(refused, (status, reason.map(str::to_owned)), "{method} {path}");
        }
    }

    #[tokio::test]
    async fn head_is_asked_as_get_is() {
        let shop = shop();
        for (caller, status) in [(None, 401), (Some("cyd"), 403), (Some("ada"), 200)] {
            assert_eq!(answer(&shop, Method::HEAD, "/runs", caller).await.status(), status);
        }
    }

    #[tokio::test]
    async fn what_is_not_listed_is_refused_whoever_asks() {
        let shop = shop();
        for (method, path) in [
            (Method::DELETE, "/runs/1"),
            (Method::OPTIONS, "/runs"),
            (Method::PUT, "/runs"),
            (Method::GET, "/"),
            (Method::GET, "//runs"),
            (Method::GET, "/runs/"),
            (Method::GET, "/healthz/../runs"),
            (Method::GET, "/%68ealthz"),
        ] {
            assert_eq!(problem(answer(&shop, method.clone(), path, None).await).await, (401, None), "{method} {path}");
            assert_eq!(
                problem(answer(&shop, method.clone(), path, Some("ben")).await).await,
                (403, None),
                "{method} {path}"
            );
        }
    }

    #[tokio::test]
    async fn two_callers_are_none() {
        let two = [header::AUTHORIZATION, header::AUTHORIZATION].into_iter().zip(["Bearer ada", "Bearer ben"]);
        let request = two.fold(Request::builder().uri("/runs"), |request, (name, value)| request.header(name, value));
        let response = router(&shop()).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(problem(response).await, (401, None));
    }

    #[tokio::test]
    async fn the_next_snapshot_answers_the_next_request() {
        let shop = shop();
        let seen = Arc::clone(&shop);
        assert_eq!(answer(&seen, Method::POST, "/runs", Some("ada")).await.status(), 201);
        shop.live.swap(load(include_bytes!("workshop.next.rolepack").to_vec()).unwrap()).unwrap();
        let refused = answer(&seen, Method::POST, "/runs", Some("ada")).await;
        assert_eq!(problem(refused).await, (403, Some("not-granted".to_owned())));
    }
}
