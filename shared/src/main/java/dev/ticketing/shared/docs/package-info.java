/** The contracts of what a process serves, for people: OpenAPI documents and Swagger UI at /api/docs. */
package dev.ticketing.shared.docs;
