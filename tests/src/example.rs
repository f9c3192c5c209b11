//! The shop of `examples/shop`, before the service as a web server is elsewhere: what browsers and the gateway meet.

use crate::OrStop;
use crate::servers::{System, binary, free_port, start};
use std::path::PathBuf;
use tokio::process::Child;
use tokio::sync::Mutex;

/// The shop, and the servers behind it.
#[derive(Debug)]
pub struct Shop {
    /// The servers, with the shop in the place of the front.
    pub system: System,
    environment: Vec<(&'static str, String)>,
    folder: PathBuf,
    child: Mutex<Child>,
}

impl Shop {
    /// Starts all of it: the service sells nothing of its own.
    pub async fn open() -> Self {
        let port = free_port();
        let address = format!("http://127.0.0.1:{port}");
        let settings =
            [("MERCHANT_PUBLIC_URL", &*address), ("MERCHANT_PROXIES", "127.0.0.1"), ("MERCHANT_DEMO_SHOP", "off")];
        let mut system = System::start_set(&settings).await;
        system.front.address.clone_from(&address);
        let key = system.key("read,orders,usage").await;
        let secret = system.tell(&format!("{address}/hooks")).await;
        let folder = crate::servers::fresh_folder("shop");
        let environment = vec![
            ("SHOP_LISTEN", format!("127.0.0.1:{port}")),
            ("SHOP_PUBLIC_URL", address),
            ("SHOP_SERVICE_URL", system.merchant.clone()),
            ("SHOP_API_KEY", key),
            ("SHOP_WEBHOOK_SECRET", secret),
            ("SHOP_CLOCK_URL", format!("{}/clock", system.sandbox)),
        ];
        let child = start(&binary("KANTAN_SHOP", "shop"), &[], &folder, "shop", &environment).await;
        Self { system, environment, folder, child: Mutex::new(child) }
    }

    /// Stops the shop and starts it again; it remembers.
    pub async fn start_again(&self) {
        let mut child = self.child.lock().await;
        child.kill().await.or_stop("the shop cannot be stopped");
        *child = start(&binary("KANTAN_SHOP", "shop"), &[], &self.folder, "shop", &self.environment).await;
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        // Only litter.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
