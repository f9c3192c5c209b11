//! Connections that send nothing, or half of what they should: nobody is kept out by them.

use axum::Router;
use axum::routing::get;
use merchant::web::connections::{Limits, serve};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server of these limits with one slow address, until it is told to stop.
async fn served(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let slow = get(|| async {
        tokio::time::sleep(Duration::from_millis(600)).await;
        "slow"
    });
    let router = Router::new().route("/", get(|| async { "quick" })).route("/slow", slow);
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async move { drop(stopped.await) };
    (address, stop, tokio::spawn(serve(listener, router, limits, stopped)))
}

async fn connected(address: SocketAddr, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("it is accepted");
    stream.write_all(sent.as_bytes()).await.expect("it can be sent");
    stream
}

/// What comes until the server closes.
async fn read_to_the_end(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that is cut ends with an error or without one.
    let _ = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await.expect("it ends");
    String::from_utf8_lossy(&answer).into_owned()
}

const QUICK: &str = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
const SLOW: &str = "GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn a_head_that_does_not_end_is_not_waited_for() {
    let (address, _stop, _server) = served(Limits { head: Duration::from_millis(300), most: 100 }).await;
    let kept_open = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
    for (what, sent) in [
        ("nothing", ""),
        ("half a line", "GET / HT"),
        ("half a head", "POST /sbps/notifications HTTP/1.1\r\nhost: x\r\n"),
        ("one request and no other", kept_open),
    ] {
        let began = Instant::now();
        let answer = read_to_the_end(connected(address, sent).await).await;
        let took = began.elapsed();
        assert!(took >= Duration::from_millis(250) && took < Duration::from_secs(3), "{what}: {took:?}");
        assert_eq!(answer.ends_with("quick"), sent == kept_open, "{what}: {answer}");
    }
}

#[tokio::test]
async fn the_longest_silent_connection_gives_its_place_to_a_new_one() {
    let (address, _stop, _server) = served(Limits { head: Duration::from_secs(60), most: 20 }).await;
    let under_way = connected(address, SLOW).await;
    let mut silent = Vec::new();
    for number in 0..200 {
        silent.push(connected(address, if number % 2 == 0 { "" } else { "GET / HTTP/1.1\r\nho" }).await);
    }
    let began = Instant::now();
    for _ in 0..50 {
        assert!(read_to_the_end(connected(address, QUICK).await).await.ends_with("quick"));
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(read_to_the_end(under_way).await.ends_with("slow"), "a request that is under way keeps its place");
}

#[tokio::test]
async fn where_every_place_has_a_request_the_next_one_waits() {
    let (address, _stop, _server) = served(Limits { head: Duration::from_secs(60), most: 4 }).await;
    let mut requests = Vec::new();
    for _ in 0..8 {
        requests.push(tokio::spawn(async move { read_to_the_end(connected(address, SLOW).await).await }));
    }
    let began = Instant::now();
    for request in requests {
        assert!(request.await.expect("no panic").ends_with("slow"));
    }
    let took = began.elapsed();
    assert!(took > Duration::from_millis(1_000) && took < Duration::from_secs(5), "two by two: {took:?}");
}

#[tokio::test]
async fn who_is_told_to_stop_answers_what_is_under_way_and_takes_nothing_new() {
    let (address, stop, server) = served(Limits { head: Duration::from_secs(60), most: 20 }).await;
    let silent = connected(address, "GET / HT").await;
    let under_way = connected(address, SLOW).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).expect("it serves");
    assert!(read_to_the_end(under_way).await.ends_with("slow"));
    drop(silent);
    tokio::time::timeout(Duration::from_secs(5), server).await.expect("it ends").expect("no panic");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
}
